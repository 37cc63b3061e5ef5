import { seededRandom } from '@echocohort/kernel';
import type { LesionScore } from '@echocohort/model';
import { aucClustered, aucDelong } from '@echocohort/statistics';
import { heldOut, outOfFoldTable, poolFolds, type HeldScores } from './pool-folds.ts';

const random = seededRandom('folds');
/** Forty patients of two lesions each in four folds; malignant lesions score higher. */
const truth = new Map<string, boolean>();
const folds: HeldScores[] = Array.from({ length: 4 }, (_, index) => ({
  fold: index + 1,
  scores: Array.from({ length: 40 }, (_patient, number) => `C01-${String(number).padStart(4, '0')}`).flatMap((patient, number) => ['L1', 'L2'].map((lesion): LesionScore => {
    const code = `${patient}-${lesion}`;
    truth.set(code, number % 3 === 0);
    return { lesion: code, patient, set: number % 4 === index ? 'internal_validation' : 'training', images: 4, score: random() + (number % 3 === 0 ? 0.4 : 0) };
  })),
}));
const rows = heldOut(folds);
const malignant = rows.map(({ lesion }) => truth.get(lesion) ?? false);

describe('out-of-fold scores', () => {
  it('hold every lesion once, by the fold that had not seen its patient', () => {
    expect(rows).toHaveLength(80);
    expect(new Set(rows.map(({ lesion }) => lesion)).size).toBe(80);
    for (const { patient, fold } of rows) expect(Number(patient.slice(4)) % 4).toBe(fold - 1);
  });
  it('are written without an outcome', () => {
    const [head, first, ...rest] = outOfFoldTable(rows).trimEnd().split('\n');
    expect([head, rest.length]).toEqual(['lesion,patient,fold,images,score', 79]);
    expect(first).toBe(`C01-0000-L1,C01-0000,1,4,${rows[0]?.score ?? ''}`);
  });
});

describe('folds together', () => {
  const pooled = poolFolds(folds, truth, 'd'.repeat(64));
  it('have the clustered area over all of them', () => {
    const area = aucClustered(malignant, rows.map(({ score }) => score), rows.map(({ patient }) => patient));
    if (!area.ok) throw new Error(area.refusal.detail);
    expect(pooled).toMatchObject({ lesions: 80, patients: 40, malignant: 28, auc: area.value.auc, lower: area.value.interval.lower, upper: area.value.interval.upper, refusal: null, method: 'auc-clustered', level: 0.95 });
  });
  it('have mean and deviation of the areas of the folds, and a test of their equality', () => {
    const areas = folds.map(({ fold }) => {
      const own = rows.filter((row) => row.fold === fold);
      const area = aucDelong(own.map(({ lesion }) => truth.get(lesion) ?? false), own.map(({ score }) => score));
      return area.ok ? area.value.auc : NaN;
    });
    const mean = areas.reduce((sum, area) => sum + area, 0) / 4;
    expect(pooled.meanAuc).toBeCloseTo(mean, 12);
    expect(pooled.standardDeviation).toBeCloseTo(Math.sqrt(areas.reduce((sum, area) => sum + (area - mean) ** 2, 0) / 3), 12);
    expect(pooled.equality).toMatchObject({ degreesOfFreedom: 3, p: expect.any(Number) as number });
  });
  it('say why there is no figure', () => {
    const benign = new Map([...truth.keys()].map((lesion) => [lesion, false]));
    expect(poolFolds(folds, benign, 'd')).toMatchObject({ auc: null, refusal: 'one-class', equality: null, equalityRefusal: 'one-class', meanAuc: null });
    const perfect = folds.map(({ fold, scores }) => ({ fold, scores: scores.map((score) => ({ ...score, score: truth.get(score.lesion) === true ? 0.9 : 0.1 })) }));
    expect(poolFolds(perfect, truth, 'd')).toMatchObject({ auc: 1, lower: null, upper: null, equality: null, equalityRefusal: 'no-variance' });
  });
});
