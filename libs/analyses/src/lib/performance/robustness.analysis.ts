import { patientFolds } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { adjustP, aucDelong, equalAreasOfOneSample, equalAreasOfSeparateSamples } from '@echocohort/statistics';
import { fitTable } from '../model/fit-table.ts';
import { baseModel, type FittedLbc } from '../model/lbc.analysis.ts';
import type { RobustnessResult } from '../results/performance.schema.ts';
import { aucEstimate, testOf, withAdjusted, type Basis, type Tested } from '../study/estimates.ts';
import { lesionsOf, scoredLesions, type Scored, type Study } from '../study/study.ts';
import { foldEquation, refittedFold } from './refitted-fold.ts';
import { pairedAreas, pairsOf, separateAreas } from './pairs.ts';

/** The scores that one fold's model gives: to the lesions it was kept from, and to the external set. */
export interface FoldScores {
  readonly fold: number;
  readonly heldOut: ReadonlyMap<string, number>;
  readonly external: ReadonlyMap<string, number>;
}

interface Source {
  readonly model: string;
  readonly basis: RobustnessResult['basis'];
  readonly folds: readonly FoldScores[];
  readonly source: readonly string[];
  readonly warnings: readonly string[];
}

/** Folds of networks that were trained for it; else Model-LBC refitted with its factors fixed, in folds of whole patients. */
function foldsOf(study: Study, lbc: Result<FittedLbc>): Result<Source> {
  const base = baseModel(study.models);
  const external = new Set(lesionsOf(study, 'external_validation').map(({ lesion }) => lesion));
  if (base && base.folds.length > 1) {
    const part = (scores: ReadonlyMap<string, number>, outside: boolean) => new Map([...scores].filter(([lesion]) => external.has(lesion) === outside));
    return ok({ model: base.code, basis: 'trained-folds', folds: base.folds.map(({ fold, scores }) => ({ fold, heldOut: part(scores, false), external: part(scores, true) })), source: [base.source], warnings: [] });
  }
  if (!lbc.ok) return lbc;
  const development = study.table.lesions.filter(({ set, malignant, lesion }) => set !== 'external_validation' && malignant !== null && lbc.value.base.scores.has(lesion));
  const count = study.records.definition.cohort.folds;
  const folds = patientFolds(development.map(({ lesion, patient, centre, malignant }) => ({ lesion, patient, centre: centre ?? '', malignant: malignant === true })), count, study.options.seed);
  const label = lbc.value.table.labelOf('score');
  const found: FoldScores[] = [];
  const penalised: number[] = [];
  for (let fold = 0; fold < count; fold++) {
    const table = fitTable(development.filter(({ lesion }) => folds.get(lesion) !== fold), lbc.value.factors, { of: lbc.value.base.scores, label });
    const fit = foldEquation(lbc.value.result.fit.formula, table);
    if (!fit.ok) return refuse({ code: fit.refusal.code, detail: `Model-LBC cannot be fitted without fold ${fold + 1}: ${fit.refusal.detail}` });
    if (fit.value.method === 'logistic-firth') penalised.push(fold + 1);
    found.push(refittedFold(fold + 1, fit.value, table, lbc.value, development.filter(({ lesion }) => folds.get(lesion) === fold), lesionsOf(study, 'external_validation')));
  }
  return ok({ model: 'LBC', basis: 'refitted-logistic', folds: found, source: lbc.value.result.fit.source, warnings: ['score-fixed: the logistic part is refitted in each fold, the image score is that of the one network, so training folds have seen some of their lesions', ...(penalised.length > 0 ? [`penalised-fit: in folds ${penalised.join(', ')} maximum likelihood does not exist, so they are fitted by Firth's penalised likelihood`] : [])] });
}

function externalOf(study: Study, { folds, source }: Source): RobustnessResult['external'] {
  const lesions = lesionsOf(study, 'external_validation').filter(({ lesion, malignant }) => malignant !== null && folds.every(({ external }) => external.has(lesion)));
  if (lesions.length === 0) return null;
  const outcomes = lesions.map(({ malignant }) => malignant === true);
  const basis: Basis = { unit: 'lesion', source, ids: study.ids.add('folds/external', 'lesion', lesions.map(({ lesion }) => lesion)), dropped: lesionsOf(study, 'external_validation').length - lesions.length };
  const columns = folds.map(({ fold, external }) => ({ fold, scores: lesions.map(({ lesion }) => external.get(lesion) ?? NaN) }));
  const found = pairsOf(columns).map(([one, other]) => ({ one: one.fold, other: other.fold, test: pairedAreas(outcomes, one.scores, other.scores, study.options.level, basis).test }));
  const adjusted = withAdjusted(found.map(({ test }) => test), adjustP(found.map(({ test }) => test.p), 'holm'));
  const equal = equalAreasOfOneSample(outcomes, columns.map(({ scores }) => scores));
  const tested: Result<Tested> = equal.ok ? ok({ statistic: equal.value.chiSquare, degreesOfFreedom: [equal.value.degreesOfFreedom], p: equal.value.p }) : equal;
  return {
    areas: columns.map(({ fold, scores }) => ({ fold, auc: aucEstimate(aucDelong(outcomes, scores, { level: study.options.level }), basis, lesions.length, outcomes.filter(Boolean).length) })),
    pairs: found.map((pair, at) => ({ ...pair, test: adjusted[at] ?? pair.test })), overall: testOf('delong-contrast', 'DeLong 1988, contrasts', tested, basis, lesions.length),
  };
}

/** Five-fold robustness (paper 3.4): areas of disjoint folds, their pairs with Holm, one test of all, and the folds' models on the external set. */
export function robustnessAnalysis(study: Study, lbc: Result<FittedLbc>): Result<RobustnessResult> {
  const source = foldsOf(study, lbc);
  if (!source.ok) return source;
  const { folds, model, basis: kind } = source.value;
  const { level } = study.options;
  const parts = folds.map(({ fold, heldOut }) => ({ fold, scored: scoredLesions(study.table.lesions.filter(({ lesion }) => heldOut.has(lesion)), heldOut) }));
  const basisOf = (key: string, scored: readonly Scored[]): Basis => ({ unit: 'lesion', source: source.value.source, ids: study.ids.add(`folds/${key}`, 'lesion', scored.flatMap(({ lesions }) => lesions.map(({ lesion }) => lesion))), dropped: scored.reduce((sum, { dropped }) => sum + dropped, 0) });
  const areas = parts.map(({ scored }) => aucDelong(scored.outcomes, scored.scores, { level }));
  const known = areas.flatMap((area) => (area.ok ? [area.value.auc] : []));
  const mean = known.length === 0 ? null : known.reduce((sum, area) => sum + area, 0) / known.length;
  const found = pairsOf(parts).map(([one, other]) => ({ one: one.fold, other: other.fold, test: separateAreas(one.scored, other.scored, level, basisOf(`${one.fold}+${other.fold}`, [one.scored, other.scored])).test }));
  const adjusted = withAdjusted(found.map(({ test }) => test), adjustP(found.map(({ test }) => test.p), 'holm'));
  const whole = { outcomes: parts.flatMap(({ scored }) => scored.outcomes), scores: parts.flatMap(({ scored }) => scored.scores) };
  const all = basisOf('pooled', parts.map(({ scored }) => scored));
  const equal = equalAreasOfSeparateSamples(areas.flatMap((area) => (area.ok ? [area.value] : [])));
  const tested: Result<Tested> = equal.ok ? ok({ statistic: equal.value.chiSquare, degreesOfFreedom: [equal.value.degreesOfFreedom], p: equal.value.p, warnings: ['folds-share-training: the p values are not independent, so they describe only'] }) : equal;
  return ok({
    model, basis: kind, warnings: [...source.value.warnings], mean, deviation: mean === null || known.length < 2 ? null : Math.sqrt(known.reduce((sum, area) => sum + (area - mean) ** 2, 0) / (known.length - 1)),
    folds: parts.map(({ fold, scored }, at) => ({ fold, auc: aucEstimate(areas[at] ?? refuse({ code: 'empty-set', detail: 'The fold is empty.' }), basisOf(String(fold), [scored]), scored.lesions.length, scored.outcomes.filter(Boolean).length) })),
    pooled: aucEstimate(aucDelong(whole.outcomes, whole.scores, { level }), all, whole.outcomes.length, whole.outcomes.filter(Boolean).length),
    pairs: found.map((pair, at) => ({ ...pair, test: adjusted[at] ?? pair.test })), homogeneity: testOf('inverse-variance', 'inverse-variance chi-square', tested, all, whole.outcomes.length), external: externalOf(study, source.value),
  });
}
