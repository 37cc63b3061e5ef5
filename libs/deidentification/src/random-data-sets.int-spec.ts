import { cleanedOf } from './spec-cases/random-run.ts';

describe('ten thousand random data sets', () => {
  it('never let a planted text through, never crash, and come out as fixed points', () => expect(cleanedOf(10_000)).toBeGreaterThan(9000), 300_000);
});
