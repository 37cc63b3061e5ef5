import type { CrossValidationView } from '@echocohort/contracts';
import type { LesionScore, Outcomes } from '@echocohort/model';
import { aucClustered, aucDelong, equalAreasOfSeparateSamples, rocCurve } from '@echocohort/statistics';

export type PooledFolds = NonNullable<CrossValidationView['pooled']>;

/** The scores that a fold gave to the lesions it had left out. */
export interface HeldScores {
  readonly fold: number;
  readonly scores: readonly LesionScore[];
}

interface Held {
  readonly lesion: string;
  readonly patient: string;
  readonly fold: number;
  readonly score: number;
  readonly malignant: boolean;
}

const LEVEL = 0.95;

/** Each development lesion with the score of the fold that had not seen its patient, in the order of the lesion codes. */
export const heldOut = (folds: readonly HeldScores[]): (LesionScore & { readonly fold: number })[] =>
  folds.flatMap(({ fold, scores }) => scores.filter(({ set }) => set === 'internal_validation').map((score) => ({ ...score, fold }))).sort((one, other) => (one.lesion < other.lesion ? -1 : 1));

/** The table of out-of-fold scores: codes and scores only, never an outcome. */
export const outOfFoldTable = (rows: ReturnType<typeof heldOut>): string => ['lesion,patient,fold,images,score', ...rows.map(({ lesion, patient, fold, images, score }) => `${lesion},${patient},${fold},${images},${score}`)].join('\n') + '\n';

function spread(areas: readonly number[]): Pick<PooledFolds, 'meanAuc' | 'standardDeviation'> {
  if (areas.length === 0) return { meanAuc: null, standardDeviation: null };
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  return { meanAuc: mean, standardDeviation: areas.length < 2 ? null : Math.sqrt(areas.reduce((sum, area) => sum + (area - mean) ** 2, 0) / (areas.length - 1)) };
}

/** Areas of the folds with DeLong's variance; a fold of one class has none. */
function foldAreas(rows: readonly Held[]): { readonly areas: number[]; readonly equality: Pick<PooledFolds, 'equality' | 'equalityRefusal'> } {
  const found = [...new Set(rows.map(({ fold }) => fold))].map((fold) => {
    const own = rows.filter((row) => row.fold === fold);
    return aucDelong(own.map(({ malignant }) => malignant), own.map(({ score }) => score), { level: LEVEL });
  });
  const known = found.flatMap((area) => (area.ok ? [area.value] : []));
  if (known.length < found.length) return { areas: known.map(({ auc }) => auc), equality: { equality: null, equalityRefusal: 'one-class' } };
  const test = equalAreasOfSeparateSamples(known.map(({ auc, variance }) => ({ auc, variance })));
  const equality = test.ok ? { equality: { chiSquare: test.value.chiSquare, degreesOfFreedom: test.value.degreesOfFreedom, p: test.value.p }, equalityRefusal: null } : { equality: null, equalityRefusal: test.refusal.code };
  return { areas: known.map(({ auc }) => auc), equality };
}

/**
 * What a cross-validation reaches: one area over all out-of-fold scores with lesions clustered in patients, the spread of the folds' areas,
 * and a test that they are equal. Folds share training patients, so its p describes and proves nothing.
 */
export function poolFolds(folds: readonly HeldScores[], outcomes: Outcomes, predictions: string): PooledFolds {
  const rows = heldOut(folds).flatMap((row): Held[] => {
    const malignant = outcomes.get(row.lesion);
    return malignant === undefined ? [] : [{ lesion: row.lesion, patient: row.patient, fold: row.fold, score: row.score, malignant }];
  });
  const [truth, scores, patients] = [rows.map(({ malignant }) => malignant), rows.map(({ score }) => score), rows.map(({ patient }) => patient)];
  const area = aucClustered(truth, scores, patients, { level: LEVEL });
  const curve = rocCurve(truth, scores);
  const { areas, equality } = foldAreas(rows);
  const base = { lesions: rows.length, patients: new Set(patients).size, malignant: truth.filter(Boolean).length, level: LEVEL, method: 'auc-clustered', predictions };
  const roc = curve.ok ? curve.value.points.map(({ sensitivity, specificity }) => ({ falsePositiveRate: 1 - specificity, truePositiveRate: sensitivity })) : [];
  // A variance of 0 (perfectly parted classes) would draw an interval of no width: certainty that nobody has.
  const interval = area.ok && area.value.variance > 0 ? area.value.interval : { lower: null, upper: null };
  return {
    ...base, auc: area.ok ? area.value.auc : null, lower: interval.lower, upper: interval.upper, refusal: area.ok ? null : area.refusal.code, roc, ...spread(areas), ...equality,
  };
}
