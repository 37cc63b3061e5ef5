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
  let [present, withOutcome] = [0, 0];
  for (let index = 0; index < scores.length; index++) {
    if ((scores[index] ?? null) === null) continue;
    present++;
    if (outcomes[index] === true) withOutcome++;
  }
  // Made to measure: with millions of scores, room that is not needed costs more than counting first.
  const [positives, negatives] = [new Float64Array(withOutcome), new Float64Array(present - withOutcome)];
  let [ill, well] = [0, 0];
  const sign = direction === 'higher' ? 1 : -1;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? null;
    if (score === null) continue;
    // Infinite or not a number: its difference from itself is not nought.
    if (score - score !== 0) return refuse({ code: 'score-not-finite', detail: `Score ${index + 1} is not a finite number.`, facts: { index } });
    if (outcomes[index] === true) positives[ill++] = sign * score;
    else negatives[well++] = sign * score;
  }
  const missing = ill === 0 ? 'with' : well === 0 ? 'without' : null;
  if (missing !== null && options.oneClass === 'refused') {
    return refuse({ code: 'one-class', detail: `The sample holds nobody ${missing} the outcome, so nothing can be ranked against anything.`, facts: { positives: ill, negatives: well } });
  }
  return ok({ positives, negatives, dropped: scores.length - present });
}
