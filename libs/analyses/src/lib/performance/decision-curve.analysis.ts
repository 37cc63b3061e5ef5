import { ok, refuse, type Result } from '@echocohort/kernel';
import { decisionBand, decisionCurve, probabilitySample, treatAllBenefit } from '@echocohort/statistics';
import type { DecisionCurveResult } from '../results/performance.schema.ts';
import { refusedBy } from '../study/estimates.ts';
import { lesionsOf, SETS, type Study } from '../study/study.ts';

type SetCurves = DecisionCurveResult['sets'][number];
type ModelCurve = SetCurves['models'][number];

/** The models of a set on the same lesions: those with a known outcome that every model has scored, so that curves can be compared. */
function curvesOf(study: Study, set: (typeof SETS)[number]): SetCurves | null {
  const { level, seed, resamples, thresholds } = study.options;
  const lesions = lesionsOf(study, set);
  const scoring = study.models.filter(({ scores }) => lesions.some(({ malignant, lesion }) => malignant !== null && scores.has(lesion)));
  const used = lesions.filter(({ malignant, lesion }) => malignant !== null && scoring.every(({ scores }) => scores.has(lesion)));
  if (scoring.length === 0 || used.length === 0) return null;
  const outcomes = used.map(({ malignant }) => malignant === true);
  const [n, events] = [used.length, outcomes.filter(Boolean).length];
  const ids = study.ids.add(`common/${scoring.map(({ code }) => code).join('+')}/${set}`, 'lesion', used.map(({ lesion }) => lesion));
  const base = { group: set, unit: 'lesion' as const, n, events, dropped: lesions.length - n, method: 'decision-curve', source: [...scoring.map(({ source }) => source), 'lesions.tsv'], level, seed, resamples, ids };
  if (events === 0 || events === n) return { ...base, prevalence: null, treatAll: [], models: [], warnings: [], refusal: { code: 'one-class', detail: 'All lesions of this set have the same outcome, so there is no decision to take.' } };
  const warnings: string[] = [];
  const models = scoring.flatMap(({ code, scores }): ModelCurve[] => {
    const sample = probabilitySample(outcomes, used.map(({ lesion }) => scores.get(lesion) ?? null));
    const curve = sample.ok ? decisionCurve(sample.value, thresholds) : sample;
    if (!sample.ok || !curve.ok) {
      warnings.push(`${code}: ${refusedBy(sample.ok && !curve.ok ? curve.refusal : sample.ok ? { code: '', detail: '' } : sample.refusal).detail}`);
      return [];
    }
    const band = resamples === 0 ? null : decisionBand(sample.value, used.map(({ patient }) => patient), thresholds, { seed: `${seed}/${code}/${set}`, draws: resamples, level });
    return [{
      model: code,
      points: curve.value.points.map(({ threshold, netBenefit, treatAll, standardised, interventionsAvoided }, at) => ({
        threshold, netBenefit, lower: band?.ok ? (band.value.points[at]?.lower ?? null) : null, upper: band?.ok ? (band.value.points[at]?.upper ?? null) : null, standardised,
        avoidedPer100: interventionsAvoided === null ? null : 100 * interventionsAvoided, againstTreatAll: netBenefit - treatAll,
      })),
    }];
  });
  const prevalence = events / n;
  return { ...base, prevalence, treatAll: thresholds.map((threshold) => ({ threshold, netBenefit: treatAllBenefit(prevalence, threshold) })), models, warnings, refusal: null };
}

/** Decision curves of every set with bands from resampled patients, and interventions avoided (Vickers and Elkin 2006). */
export function decisionCurveAnalysis(study: Study): Result<DecisionCurveResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given, so there is no decision curve.' });
  const sets = SETS.flatMap((set) => curvesOf(study, set) ?? []);
  return sets.length === 0 ? refuse({ code: 'empty-set', detail: 'No set has lesions with an outcome and a score of every model.' }) : ok({ sets });
}
