import { ok, refuse, type Result } from '@echocohort/kernel';
import { brierScore, calibration, calibrationErrors, hosmerLemeshow, loess, lowessCalibration, normalReach, probabilitySample, wilsonProportion, type Estimated, type ProbabilitySample } from '@echocohort/statistics';
import type { AnalysisEstimate } from '../results/estimate.schema.ts';
import type { CalibrationCurve, CalibrationResult } from '../results/performance.schema.ts';
import { estimateOf, refusedBy, refusedEstimate, testOf, type Basis, type Tested } from '../study/estimates.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, SETS, type Study } from '../study/study.ts';

type SetName = (typeof SETS)[number];
/** Points of the smooth curve that are kept: enough for a line, whatever the number of lesions. */
const CURVE_POINTS = 100;
const BINS = 20;

const inUnit = (value: number): number => Math.min(1, Math.max(0, value));

interface Smooth {
  readonly points: CalibrationCurve['smooth'];
  readonly errors: { readonly ici: number | null; readonly e50: number | null; readonly e90: number | null; readonly emax: number | null };
  readonly warnings: readonly string[];
}

const NO_CURVE: Smooth = { points: [], errors: { ici: null, e50: null, e90: null, emax: null }, warnings: [] };

/** LOWESS without a band, for sets that are too large for loess at every point. */
function roughlySmoothed(sample: ProbabilitySample): Smooth {
  const found = lowessCalibration(sample);
  if (!found.ok) return { ...NO_CURVE, warnings: [`no-smooth-curve: ${found.refusal.detail}`] };
  const { curve, errors } = found.value;
  const step = Math.max(1, (curve.x.length - 1) / (CURVE_POINTS - 1));
  const places = [...new Set(Array.from({ length: Math.min(CURVE_POINTS, curve.x.length) }, (_, at) => Math.round(at * step)))];
  const points = places.map((at) => ({ predicted: curve.x[at] ?? 0, observed: inUnit(curve.y[at] ?? NaN), lower: null, upper: null }));
  return { points, errors, warnings: ['smooth-by-lowess: the set is too large for loess at every point, so the curve and the distances from it are by LOWESS, without a band'] };
}

/** Loess over the probabilities with its pointwise interval, thinned; and the distances of all probabilities from it. */
function smoothed(sample: ProbabilitySample, level: number): Smooth {
  const found = loess([...sample.probabilities], [...sample.outcomes]);
  if (!found.ok && found.refusal.code === 'too-many-rows') return roughlySmoothed(sample);
  if (!found.ok || found.value.fitted.some((value) => !Number.isFinite(value))) return NO_CURVE;
  const reach = normalReach(level);
  const order = [...sample.probabilities.keys()].sort((a, b) => (sample.probabilities[a] ?? 0) - (sample.probabilities[b] ?? 0));
  const distinct = order.filter((row, at) => at === 0 || sample.probabilities[row] !== sample.probabilities[order[at - 1] ?? -1]);
  const step = Math.max(1, (distinct.length - 1) / (CURVE_POINTS - 1));
  const kept = distinct.length <= CURVE_POINTS ? distinct : Array.from({ length: CURVE_POINTS }, (_, at) => distinct[Math.round(at * step)] ?? distinct.at(-1) ?? 0);
  const limit = (row: number, sign: 1 | -1): number | null => {
    const error = found.value.standardErrors[row];
    return error === undefined || !Number.isFinite(error) ? null : inUnit((found.value.fitted[row] ?? NaN) + sign * reach * error);
  };
  return { points: kept.map((row) => ({ predicted: sample.probabilities[row] ?? 0, observed: inUnit(found.value.fitted[row] ?? NaN), lower: limit(row, -1), upper: limit(row, 1) })), errors: calibrationErrors(sample.probabilities, found.value.fitted), warnings: [] };
}

const rowsIn = (sample: ProbabilitySample, holds: (p: number) => boolean): number[] => [...sample.probabilities.keys()].filter((row) => holds(sample.probabilities[row] ?? NaN));

function histogramOf(sample: ProbabilitySample): CalibrationCurve['histogram'] {
  return Array.from({ length: BINS }, (_, bin) => {
    const [from, to] = [bin / BINS, (bin + 1) / BINS];
    const rows = rowsIn(sample, (p) => p >= from && (p < to || (bin === BINS - 1 && p <= 1)));
    const malignant = rows.filter((row) => (sample.outcomes[row] ?? 0) > 0.5).length;
    return { from, to, malignant, benign: rows.length - malignant };
  });
}

function groupsOf(sample: ProbabilitySample, level: number): CalibrationCurve['groups'] {
  const found = hosmerLemeshow(sample);
  if (!found.ok) return [];
  return found.value.groups.map(({ n, observed, expected }) => {
    const { value, lower, upper } = wilsonProportion(observed, n, level);
    return { predicted: expected / n, observed: value ?? 0, lower, upper, n, events: observed };
  });
}

/** Hosmer and Lemeshow: groups less two where the model was fitted to these data, all groups elsewhere. */
function hosmerOf(sample: ProbabilitySample, fitted: boolean): Result<Tested> {
  const found = hosmerLemeshow(sample);
  if (!found.ok) return found;
  const { degreesOfFreedom, p } = fitted ? found.value.development : found.value.external;
  if (p === null) return refuse({ code: 'no-degrees-of-freedom', detail: 'Ties leave two groups of risk only, so there is no p value.' });
  return ok({ statistic: found.value.chiSquare, degreesOfFreedom: [degreesOfFreedom], p, warnings: [...found.value.warnings, 'depends-on-grouping: a p above 0.05 does not prove calibration'] });
}

function curveOf(study: Study, model: ScoredModel, set: SetName): CalibrationCurve | null {
  const { level } = study.options;
  const scored = scoredLesions(lesionsOf(study, set), model.scores);
  if (scored.lesions.length === 0) return null;
  const ids = study.ids.add(`scored/${model.code}/${set}`, 'lesion', scored.lesions.map(({ lesion }) => lesion));
  const basis: Basis = { unit: 'lesion', source: [model.source, 'lesions.tsv', 'splits.tsv'], ids, dropped: scored.dropped };
  const [n, events] = [scored.lesions.length, scored.outcomes.filter(Boolean).length];
  const sample = probabilitySample(scored.outcomes, scored.scores);
  const fit = sample.ok ? calibration(sample.value, level) : sample;
  const brier = sample.ok ? brierScore(sample.value) : null;
  const fitted = model.fittedToTraining && set === 'training';
  const one = (reference: string, pick: (found: { slope: Estimated; inTheLarge: Estimated }) => Estimated): AnalysisEstimate => {
    if (!fit.ok) return refusedEstimate('calibration', reference, fit.refusal, basis, n, events);
    const { estimate, lower, upper } = pick(fit.value);
    return estimateOf('calibration', reference, { value: estimate, lower, upper, level, method: 'wald' }, basis, n, events, fitted ? ['by-construction: 1 and 0 hold in the data that a logistic model was fitted to'] : []);
  };
  const smooth = sample.ok ? smoothed(sample.value, level) : null;
  const spiegelhalter: Result<Tested> = brier?.spiegelhalter ? ok({ statistic: brier.spiegelhalter.z, p: brier.spiegelhalter.p }) : refuse({ code: 'not-estimable', detail: 'The probabilities leave nothing to test.' });
  const atTheEnds = fit.ok ? fit.value.atTheEnds : 0;
  return {
    model: model.code, group: set, unit: 'lesion', n, events, dropped: scored.dropped, atTheEnds, inTheLarge: one('glm(y ~ offset(qlogis(p)))', ({ inTheLarge }) => inTheLarge), slope: one('glm(y ~ qlogis(p))', ({ slope }) => slope),
    observedToExpected: fit.ok ? estimateOf('calibration', 'O/E', { value: fit.value.observedToExpected, lower: null, upper: null, level, method: '' }, basis, n, events) : refusedEstimate('calibration', 'O/E', fit.refusal, basis, n, events),
    brier: brier ? estimateOf('brier', 'mean((y - p)^2)', { value: brier.brier, lower: null, upper: null, level, method: '' }, basis, n, events) : refusedEstimate('brier', 'mean((y - p)^2)', sample.ok ? { code: 'not-estimable', detail: 'No probability.' } : sample.refusal, basis, n, events),
    scaledBrier: brier && Number.isFinite(brier.scaled) ? brier.scaled : null, spiegelhalter: testOf('spiegelhalter', 'rms::val.prob', spiegelhalter, basis, n),
    hosmerLemeshow: testOf('hosmer-lemeshow', 'ResourceSelection::hoslem.test', sample.ok ? hosmerOf(sample.value, fitted) : sample, basis, n),
    ici: smooth?.errors.ici ?? null, e50: smooth?.errors.e50 ?? null, e90: smooth?.errors.e90 ?? null, emax: smooth?.errors.emax ?? null, smooth: smooth?.points ?? [],
    groups: sample.ok ? groupsOf(sample.value, level) : [], histogram: sample.ok ? histogramOf(sample.value) : [], byConstruction: fitted, ids,
    warnings: [...(smooth?.warnings ?? []), ...(atTheEnds > 0 ? [`no-logit: ${atTheEnds} probabilities of exactly 0 or 1 were left out of slope and intercept`] : []), ...(model.kind === 'image' ? ['score-as-probability: the score of the network is taken as a probability as it is'] : [])],
    refusal: sample.ok ? (fit.ok ? null : refusedBy(fit.refusal)) : refusedBy(sample.refusal),
  };
}

/** Calibration of every model in every set: curve, intercept and slope first, Hosmer-Lemeshow last (paper Fig. 3b-d). */
export function calibrationAnalysis(study: Study): Result<CalibrationResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given, so there is nothing to calibrate.' });
  return ok({ curves: study.models.flatMap((model) => SETS.flatMap((set) => curveOf(study, model, set) ?? [])) });
}
