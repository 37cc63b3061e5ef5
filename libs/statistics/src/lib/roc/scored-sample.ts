import { ok, refuse, type Result } from '@echocohort/kernel';

/** Which end of the score speaks for the outcome. Always stated, never chosen by the data. */
export type Direction = 'higher' | 'lower';

/** A sample ready for ranking: scores oriented so that higher speaks for the outcome. */
export interface ScoredSample {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  /** Observations left out because they have no score. */
  readonly dropped: number;
}

/**
 * Parts scores by outcome and counts the missing. Refuses what has no answer: unequal lengths, scores that are not finite,
 * a sample of one class (unless the method at hand can live with it).
 */
export function scoredSample(
  outcomes: readonly boolean[],
  scores: readonly (number | null)[],
  direction: Direction = 'higher',
  options: { readonly oneClass: 'refused' | 'allowed' } = { oneClass: 'refused' },
): Result<ScoredSample> {
  if (outcomes.length !== scores.length) {
    return refuse({ code: 'lengths-differ', detail: `There are ${outcomes.length} outcomes and ${scores.length} scores; each observation needs one of each.` });
  }
  const sides: { positive: number[]; negative: number[] } = { positive: [], negative: [] };
  let dropped = 0;
  for (const [index, score] of scores.entries()) {
    if (score === null) dropped++;
    else if (!Number.isFinite(score)) return refuse({ code: 'score-not-finite', detail: `Score ${index + 1} is not a finite number.`, facts: { index } });
    else sides[outcomes[index] === true ? 'positive' : 'negative'].push(direction === 'higher' ? score : -score);
  }
  const missing = sides.positive.length === 0 ? 'with' : sides.negative.length === 0 ? 'without' : null;
  if (missing !== null && options.oneClass === 'refused') {
    return refuse({ code: 'one-class', detail: `The sample holds nobody ${missing} the outcome, so nothing can be ranked against anything.`, facts: { positives: sides.positive.length, negatives: sides.negative.length } });
  }
  return ok({ positives: Float64Array.from(sides.positive), negatives: Float64Array.from(sides.negative), dropped });
}
