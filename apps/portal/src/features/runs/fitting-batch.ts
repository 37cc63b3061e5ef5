import type { RunView } from '@echocohort/contracts';

type Facts = NonNullable<RunView['failure']>['facts'];

const FEWEST = 4;
const OF_MEMORY = ['out-of-memory', 'memory-too-small'];

/** The batch that would fit into memory where a training says so, and how many of them make up one of the size that was asked for. */
export function fittingBatch(failure: { readonly code: string; readonly facts: Facts } | null, asked: number): { readonly batch: number; readonly accumulate: number } | null {
  const batch = failure && OF_MEMORY.includes(failure.code) ? failure.facts['batchSize'] : undefined;
  return typeof batch === 'number' && batch >= FEWEST && batch < asked ? { batch, accumulate: Math.ceil(asked / batch) } : null;
}
