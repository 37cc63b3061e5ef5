import { ok, type Result } from '@echocohort/kernel';
import { tailProbability } from '../distributions/alternative.ts';
import { normalReach, normalUpperTail } from '../distributions/normal.ts';
import { areaAndVariance } from './area-and-variance.ts';
import { scoredSample, type Direction } from './scored-sample.ts';

/** How an interval is formed: cut to [0, 1] as the paper prints it, left uncut, or on the logit scale. */
export type IntervalForm = 'cut' | 'uncut' | 'logit';

/** What a reader must know before trusting the interval. */
export type AucWarning = 'no-variance-one-observation-in-a-class' | 'no-variance-perfect-separation' | 'no-variance-all-tied';

/** Limits of an interval at a level; null where the variance cannot be estimated. */
export interface AucInterval {
  readonly level: number;
  readonly form: IntervalForm;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Area under the ROC curve with DeLong's variance. */
export interface AucEstimate {
  readonly method: 'auc-delong';
  readonly auc: number;
  readonly positives: number;
  readonly negatives: number;
  readonly dropped: number;
  readonly variance: number | null;
  readonly standardError: number | null;
  readonly componentVariance: { readonly positives: number | null; readonly negatives: number | null };
  readonly interval: AucInterval;
  /** Against an area of one half; null without a variance. */
  readonly z: number | null;
  readonly p: number | null;
  readonly warnings: readonly AucWarning[];
}

/** An interval for the area from its standard error (normal theory). */
export function aucInterval(auc: number, standardError: number | null, level = 0.95, form: IntervalForm = 'cut'): AucInterval {
  if (standardError === null) return { level, form, lower: null, upper: null };
  const reach = normalReach(level);
  if (form === 'logit') {
    if (auc <= 0 || auc >= 1) return { level, form, lower: null, upper: null };
    const [middle, half] = [Math.log(auc / (1 - auc)), (reach * standardError) / (auc * (1 - auc))];
    return { level, form, lower: 1 / (1 + Math.exp(half - middle)), upper: 1 / (1 + Math.exp(-half - middle)) };
  }
  const [lower, upper] = [auc - reach * standardError, auc + reach * standardError];
  return form === 'uncut' ? { level, form, lower, upper } : { level, form, lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

function warningsOf(auc: number, variance: number | null): AucWarning[] {
  if (variance === null) return ['no-variance-one-observation-in-a-class'];
  if (variance > 0) return [];
  return [auc === 0 || auc === 1 ? 'no-variance-perfect-separation' : 'no-variance-all-tied'];
}

/** The area: the chance that one with the outcome scores above one without, ties counting half (DeLong 1988; Sun and Xu 2014). */
export function aucDelong(outcomes: readonly boolean[], scores: readonly (number | null)[], options: { direction?: Direction; level?: number; form?: IntervalForm } = {}): Result<AucEstimate> {
  const prepared = scoredSample(outcomes, scores, options.direction);
  if (!prepared.ok) return prepared;
  const { positives, negatives, dropped } = prepared.value;
  const { auc, ofPositives, ofNegatives } = areaAndVariance(prepared.value);
  const variance = ofPositives === null || ofNegatives === null ? null : ofPositives / positives.length + ofNegatives / negatives.length;
  const standardError = variance === null ? null : Math.sqrt(variance);
  const z = standardError === null || standardError === 0 ? null : (auc - 0.5) / standardError;
  return ok({
    method: 'auc-delong',
    auc,
    positives: positives.length,
    negatives: negatives.length,
    dropped,
    variance,
    standardError,
    componentVariance: { positives: ofPositives, negatives: ofNegatives },
    interval: aucInterval(auc, standardError, options.level, options.form),
    z,
    p: z === null ? null : tailProbability(z, 'two-sided', normalUpperTail),
    warnings: warningsOf(auc, variance),
  });
}
