import { ok, type Result } from '@echocohort/kernel';
import { scoredSample, type Direction } from '../roc/scored-sample.ts';
import { wilsonProportion, type Proportion } from './wilson.method.ts';

/** The four cells of a test against its reference standard. */
export interface FourCells {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

/** What a cut-off does to a sample: the four cells and the rates that follow from them. */
export interface Classification extends FourCells {
  readonly cutOff: number;
  readonly dropped: number;
  readonly accuracy: Proportion;
  readonly sensitivity: Proportion;
  readonly specificity: Proportion;
  readonly ppv: Proportion;
  readonly npv: Proportion;
}

/** Rates of the four cells with Wilson intervals; a rate without a denominator is null. */
export function ratesOf(cells: FourCells, level = 0.95): Pick<Classification, 'accuracy' | 'sensitivity' | 'specificity' | 'ppv' | 'npv'> {
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = cells;
  return {
    accuracy: wilsonProportion(tp + tn, tp + fp + tn + fn, level),
    sensitivity: wilsonProportion(tp, tp + fn, level),
    specificity: wilsonProportion(tn, tn + fp, level),
    ppv: wilsonProportion(tp, tp + fp, level),
    npv: wilsonProportion(tn, tn + fn, level),
  };
}

/**
 * Applies a cut-off that was fixed elsewhere: positive means score >= cut-off (score <= cut-off when low scores speak for
 * the outcome). A sample of one class is allowed here: its other rate is simply not estimable.
 */
export function classifyAt(outcomes: readonly boolean[], scores: readonly (number | null)[], cutOff: number, direction: Direction = 'higher', level = 0.95): Result<Classification> {
  const prepared = scoredSample(outcomes, scores, direction, { oneClass: 'allowed' });
  if (!prepared.ok) return prepared;
  const limit = direction === 'higher' ? cutOff : -cutOff;
  const { positives, negatives, dropped } = prepared.value;
  const truePositive = positives.filter((score) => score >= limit).length;
  const falsePositive = negatives.filter((score) => score >= limit).length;
  const cells = { truePositive, falsePositive, trueNegative: negatives.length - falsePositive, falseNegative: positives.length - truePositive };
  return ok({ cutOff, dropped, ...cells, ...ratesOf(cells, level) });
}
