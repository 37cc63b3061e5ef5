import { aucClustered, aucDelong, classifyAt, reweightedPredictiveValues, ratiosByPatient, type Classification } from '@echocohort/statistics';
import { refuse, type LocalText } from '@echocohort/kernel';
import type { AnalysisEstimate, GroupName } from '../results/estimate.schema.ts';
import type { PerformanceCell } from '../results/performance.schema.ts';
import { aucEstimate, clusteredAucEstimate, estimateOf, proportionEstimate, refusedEstimate, type Basis } from '../study/estimates.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { scoredLesions, type Scored, type Study } from '../study/study.ts';

/** A stratum of a set. */
export interface Stratum {
  readonly variable: string;
  readonly code: string;
  readonly label: LocalText;
}

type Rates = Pick<PerformanceCell, 'accuracy' | 'sensitivity' | 'specificity' | 'ppv' | 'npv'>;

function ratesOf(cells: Classification | null, basis: Basis): Rates {
  const one = (pick: (found: Classification) => Classification['accuracy']): AnalysisEstimate =>
    (cells === null ? refusedEstimate('proportion', 'Hmisc::binconf', { code: 'no-cut-off', detail: 'The training set gives no cut-off for this model.' }, basis, 0, null) : proportionEstimate(pick(cells), basis));
  return { accuracy: one((found) => found.accuracy), sensitivity: one((found) => found.sensitivity), specificity: one((found) => found.specificity), ppv: one((found) => found.ppv), npv: one((found) => found.npv) };
}

function reweighted(cells: Classification | null, prevalence: number | null, basis: Basis): PerformanceCell['reweighted'] {
  if (prevalence === null || cells === null) return null;
  const found = reweightedPredictiveValues(cells, prevalence);
  const n = cells.truePositive + cells.falsePositive + cells.trueNegative + cells.falseNegative;
  const one = (value: number | null): AnalysisEstimate => {
    const method = 'reweighted-predictive-values';
    if (!found.ok || value === null) return refusedEstimate(method, "Bayes' rule", found.ok ? { code: 'no-denominator', detail: 'Nobody would be called so.' } : found.refusal, basis, n, null);
    return estimateOf(method, "Bayes' rule", { value, lower: null, upper: null, level: 0.95, method: '' }, basis, n, null);
  };
  return { prevalence, ppv: one(found.ok ? found.value.ppv : null), npv: one(found.ok ? found.value.npv : null) };
}

/** Intervals from resampled patients for the three rates at a cut-off. */
function clusteredRates(scored: Scored, cutOff: number, study: Study, basis: Basis, key: string): PerformanceCell['clustered'] {
  const { resamples, level } = study.options;
  if (resamples === 0 || new Set(scored.patients).size < 2) return null;
  const seed = `${study.options.seed}/${key}`;
  const right = scored.outcomes.map((malignant, at) => ((scored.scores[at] ?? NaN) >= cutOff) === malignant);
  const ratio = (counts: (at: number) => boolean) => ({ numerator: right.map((value, at) => (value && counts(at) ? 1 : 0)), denominator: right.map((_, at) => (counts(at) ? 1 : 0)) });
  const parts = [ratio(() => true), ratio((at) => scored.outcomes[at] === true), ratio((at) => scored.outcomes[at] !== true)];
  const found = ratiosByPatient(scored.patients, parts, { seed, draws: resamples, level });
  const estimates = parts.map(({ numerator, denominator }, at): AnalysisEstimate => {
    const [events, n] = [numerator, denominator].map((values) => values.reduce<number>((sum, value) => sum + value, 0));
    const one = found.ok ? (found.value[at] ?? null) : null;
    if (one === null) return refusedEstimate('proportion', 'bootstrap-by-patient', { code: 'not-estimable', detail: 'Nobody is in the denominator of this proportion.' }, basis, n ?? 0, events ?? null);
    return estimateOf('proportion', 'bootstrap-by-patient', { value: one.value, lower: one.lower, upper: one.upper, level, method: 'bootstrap-by-patient' }, basis, n ?? 0, events ?? null, one.warnings);
  });
  const [accuracy, sensitivity, specificity] = estimates;
  return accuracy && sensitivity && specificity ? { seed, resamples, accuracy, sensitivity, specificity } : null;
}

const REFUSALS = {
  sealed: { code: 'outcomes-sealed', detail: 'The outcomes of this set are sealed until a model is registered.' },
  empty: { code: 'empty-stratum', detail: 'No lesion of this set and stratum has an outcome and a score.' },
} as const;

/** What a model reaches in some lesions at its cut-off: counts, rates, and the area with both variances. */
export function performanceCell(study: Study, model: ScoredModel, group: GroupName, stratum: Stratum | null, lesions: readonly StudyLesion[], cutOff: number | null): PerformanceCell {
  const { level, prevalence } = study.options;
  const scored = scoredLesions(lesions, model.scores);
  const key = [model.code, group, ...(stratum ? [stratum.variable, stratum.code] : [])].join('/');
  const ids = study.ids.add(`scored/${key}`, 'lesion', scored.lesions.map(({ lesion }) => lesion));
  const basis: Basis = { unit: 'lesion', source: [model.source, 'lesions.tsv', 'splits.tsv'], ids, dropped: scored.dropped };
  const [n, events] = [scored.lesions.length, scored.outcomes.filter(Boolean).length];
  const refusal = n > 0 ? null : scored.sealed > 0 ? REFUSALS.sealed : REFUSALS.empty;
  const found = cutOff === null || refusal ? null : classifyAt(scored.outcomes, scored.scores, cutOff, 'higher', level);
  const cells = found?.ok ? found.value : null;
  const area = refusal ? refuse(refusal) : aucDelong(scored.outcomes, scored.scores, { level });
  const clustered = refusal ? refuse(refusal) : aucClustered(scored.outcomes, scored.scores, scored.patients, { level });
  return {
    model: model.code, group, stratum, unit: 'lesion', n, events, patients: new Set(scored.patients).size, dropped: scored.dropped, cutOff,
    counts: cells && { truePositives: cells.truePositive, falsePositives: cells.falsePositive, falseNegatives: cells.falseNegative, trueNegatives: cells.trueNegative },
    auc: aucEstimate(area, basis, n, events), aucClustered: clusteredAucEstimate(clustered, basis, n, events), ...ratesOf(cells, basis), reweighted: reweighted(cells, prevalence, basis),
    clustered: cutOff === null || refusal ? null : clusteredRates(scored, cutOff, study, basis, key), ids, refusal,
  };
}
