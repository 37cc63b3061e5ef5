import { ok, refuse, type Result } from '@echocohort/kernel';

/** Outcomes with the probabilities that a model gave them, complete and within 0 and 1. */
export interface ProbabilitySample {
  readonly outcomes: Float64Array;
  readonly probabilities: Float64Array;
  readonly n: number;
  readonly events: number;
  /** Rows left out because outcome or probability is missing. */
  readonly dropped: number;
}

/** Pairs outcomes with probabilities. Refuses unequal lengths, values that are no probabilities, and one class. */
export function probabilitySample(outcomes: readonly (boolean | null)[], probabilities: readonly (number | null)[]): Result<ProbabilitySample> {
  if (outcomes.length !== probabilities.length) return refuse({ code: 'lengths-differ', detail: `There are ${outcomes.length} outcomes and ${probabilities.length} probabilities.` });
  const kept = [...outcomes.keys()].filter((row) => (outcomes[row] ?? null) !== null && (probabilities[row] ?? null) !== null);
  const values = Float64Array.from(kept, (row) => probabilities[row] ?? NaN);
  if (values.some((p) => !(p >= 0 && p <= 1))) return refuse({ code: 'not-a-probability', detail: 'A predicted value is not a probability between 0 and 1.' });
  const happened = Float64Array.from(kept, (row) => (outcomes[row] === true ? 1 : 0));
  const events = happened.reduce((sum, y) => sum + y, 0);
  if (events === 0 || events === kept.length) return refuse({ code: 'one-class', detail: 'The outcome is the same in every row.', facts: { n: kept.length, events } });
  return ok({ outcomes: happened, probabilities: values, n: kept.length, events, dropped: outcomes.length - kept.length });
}
