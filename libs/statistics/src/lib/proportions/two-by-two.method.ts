import { ok, refuse, type Result } from '@echocohort/kernel';
import { binomialTails } from '../distributions/binomial.ts';
import { normalReach } from '../distributions/normal.ts';
import type { FourCells } from './classification.method.ts';
import { clopperPearson } from './clopper-pearson.method.ts';
import type { Limits } from './limits.ts';

/** A ratio with its interval; the value is null when it is 0 / 0, the interval null where a cell is empty. */
export interface RatioEstimate {
  readonly value: number | null;
  readonly interval: Limits | null;
}

/** What four cells tell beyond the plain proportions. Null: not estimable. */
export interface TwoByTwo {
  readonly method: 'two-by-two';
  readonly cells: FourCells;
  readonly n: number;
  readonly level: number;
  readonly youden: number | null;
  /** Sums of the exact limits of sensitivity and specificity, less one (epiR's rule); wider than its level. */
  readonly youdenInterval: Limits | null;
  readonly balancedAccuracy: number | null;
  readonly f1: number | null;
  readonly positiveLikelihoodRatio: RatioEstimate;
  readonly negativeLikelihoodRatio: RatioEstimate;
  readonly diagnosticOddsRatio: RatioEstimate;
  readonly matthews: number | null;
  readonly kappa: number | null;
  /** Accuracy against always naming the commoner class: exact one-sided binomial test (caret). Null with one class. */
  readonly againstNoInformation: { readonly rate: number; readonly p: number } | null;
}

/** a / b; Infinity for something over nothing, null for nothing over nothing. */
const ratio = (a: number | null, b: number | null): number | null => (a === null || b === null || (a === 0 && b === 0) ? null : a / b);

function withLogInterval(value: number | null, variance: number, estimable: boolean, level: number): RatioEstimate {
  if (value === null || !estimable || !Number.isFinite(value)) return { value, interval: null };
  const reach = Math.exp(normalReach(level) * Math.sqrt(variance));
  return { value, interval: { lower: value / reach, upper: value * reach } };
}

/** Chance-corrected agreement of the four cells, from whole numbers so that agreement by chance alone is exactly 0. */
function kappaOf({ truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn }: FourCells): number | null {
  const n = tp + fp + tn + fn;
  const chance = (tp + fp) * (tp + fn) + (tn + fn) * (tn + fp);
  return ratio((tp + tn) * n - chance, n * n - chance);
}

function matthewsOf({ truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn }: FourCells): number | null {
  const root = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
  return root === 0 ? null : (tp * tn - fp * fn) / root;
}

function youdenInterval({ truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn }: FourCells, level: number): Limits | null {
  if (tp + fn === 0 || tn + fp === 0) return null;
  const [sensitivity, specificity] = [clopperPearson(tp, tp + fn, level), clopperPearson(tn, tn + fp, level)];
  return { lower: sensitivity.lower + specificity.lower - 1, upper: sensitivity.upper + specificity.upper - 1 };
}

function againstNoInformation({ truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn }: FourCells): TwoByTwo['againstNoInformation'] {
  const [events, others] = [tp + fn, tn + fp];
  if (events === 0 || others === 0) return null;
  const rate = Math.max(events, others) / (events + others);
  return { rate, p: binomialTails(tp + tn - 1, events + others, rate).upper };
}

/** Measures of a test against its reference standard. Intervals of ratios are on the log scale (Simel 1991). */
export function twoByTwo(cells: FourCells, level = 0.95): Result<TwoByTwo> {
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = cells;
  const all = [tp, fp, tn, fn];
  if (all.some((cell) => !Number.isInteger(cell) || cell < 0)) return refuse({ code: 'counts-invalid', detail: 'The four cells must be whole numbers of at least 0.' });
  const sensitivity = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  const both = (of: (se: number, sp: number) => number): number | null => (sensitivity === null || specificity === null ? null : of(sensitivity, specificity));
  return ok({
    method: 'two-by-two', cells, n: tp + fp + tn + fn, level,
    youden: both((se, sp) => se + sp - 1), youdenInterval: youdenInterval(cells, level), balancedAccuracy: both((se, sp) => (se + sp) / 2),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    positiveLikelihoodRatio: withLogInterval(ratio(sensitivity, ratio(fp, tn + fp)), 1 / tp - 1 / (tp + fn) + 1 / fp - 1 / (fp + tn), tp > 0 && fp > 0, level),
    negativeLikelihoodRatio: withLogInterval(ratio(ratio(fn, tp + fn), specificity), 1 / fn - 1 / (tp + fn) + 1 / tn - 1 / (fp + tn), fn > 0 && tn > 0, level),
    diagnosticOddsRatio: withLogInterval(ratio(tp * tn, fp * fn), 1 / tp + 1 / fp + 1 / tn + 1 / fn, all.every((cell) => cell > 0), level),
    matthews: matthewsOf(cells), kappa: kappaOf(cells), againstNoInformation: againstNoInformation(cells),
  });
}
