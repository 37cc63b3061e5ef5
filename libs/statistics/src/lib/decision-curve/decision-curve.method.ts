import { ok, refuse, type Result } from '@echocohort/kernel';
import type { ProbabilitySample } from '../calibration/probability-sample.ts';

/** Net benefit at one threshold probability. */
export interface NetBenefit {
  readonly threshold: number;
  /** Share of all people who are rightly and wrongly treated. */
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly netBenefit: number;
  readonly treatAll: number;
  readonly treatNone: 0;
  /** Divided by the prevalence, its upper bound. */
  readonly standardised: number;
  /** Interventions avoided per person against treating everyone; null at threshold 0. */
  readonly interventionsAvoided: number | null;
}

/** A decision curve (Vickers and Elkin 2006). */
export interface DecisionCurve {
  readonly method: 'decision-curve';
  readonly n: number;
  readonly events: number;
  readonly prevalence: number;
  readonly points: readonly NetBenefit[];
}

/** Net benefit of treating everyone. */
export const treatAllBenefit = (prevalence: number, threshold: number): number => prevalence - ((1 - prevalence) * threshold) / (1 - threshold);

/**
 * Net benefit over thresholds; a probability equal to the threshold counts as positive. `prevalence` is that of the clinic where cases and
 * controls were sampled apart: true and false positives are then re-weighted to it.
 */
export function decisionCurve(sample: ProbabilitySample, thresholds: readonly number[], options: { readonly prevalence?: number } = {}): Result<DecisionCurve> {
  const { n, events } = sample;
  const outside = thresholds.find((threshold) => !(threshold >= 0 && threshold < 1));
  if (outside !== undefined) return refuse({ code: 'threshold-outside', detail: 'A threshold must be at least 0 and below 1; at 1 net benefit is not defined.' });
  const prevalence = options.prevalence ?? events / n;
  if (!(prevalence > 0 && prevalence < 1)) return refuse({ code: 'prevalence-outside', detail: 'The prevalence must lie between 0 and 1.' });
  const points = thresholds.map((threshold): NetBenefit => {
    let [right, wrong] = [0, 0];
    for (let row = 0; row < n; row++) {
      if ((sample.probabilities[row] ?? NaN) < threshold) continue;
      if ((sample.outcomes[row] ?? 0) > 0.5) right++;
      else wrong++;
    }
    const given = options.prevalence !== undefined;
    const truePositives = given ? (right / events) * prevalence : right / n;
    const falsePositives = given ? (wrong / (n - events)) * (1 - prevalence) : wrong / n;
    const netBenefit = truePositives - (falsePositives * threshold) / (1 - threshold);
    const treatAll = treatAllBenefit(prevalence, threshold);
    return { threshold, truePositives, falsePositives, netBenefit, treatAll, treatNone: 0, standardised: netBenefit / prevalence, interventionsAvoided: threshold === 0 ? null : ((netBenefit - treatAll) * (1 - threshold)) / threshold };
  });
  return ok({ method: 'decision-curve', n, events, prevalence, points });
}
