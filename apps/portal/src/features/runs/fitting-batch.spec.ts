import { fittingBatch } from './fitting-batch.ts';

it.each([
  [{ code: 'out-of-memory', facts: { batchSize: 8 } }, 16, { batch: 8, accumulate: 2 }],
  [{ code: 'memory-too-small', facts: { batchSize: 6, needMb: 900 } }, 16, { batch: 6, accumulate: 3 }],
  [{ code: 'memory-too-small', facts: { batchSize: 0, needMb: 900 } }, 16, null],
  [{ code: 'out-of-memory', facts: {} }, 16, null],
  [{ code: 'loss-not-finite', facts: { batchSize: 8 } }, 16, null],
  [null, 16, null],
])('%j with batches of %p fits as %j', (failure, asked, expected) => expect(fittingBatch(failure, asked)).toEqual(expected));
