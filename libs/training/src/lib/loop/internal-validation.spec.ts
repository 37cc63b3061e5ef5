import { epochsSinceHighest, isKept, type EpochAuc } from './internal-validation.ts';

const epochs = (...aucs: (number | null)[]): EpochAuc[] => aucs.map((internalAuc, at) => ({ epoch: at + 1, internalAuc, internalLower: internalAuc === null ? null : internalAuc - 0.098 }));

describe('which epoch is kept', () => {
  // The standard error is 0.05 in all of these.
  it.each<[string, (number | null)[], boolean]>([
    ['the first', [0.6], true],
    ['a higher one', [0.6, 0.7, 0.72], true],
    ['a later one within a standard error of the highest', [0.8, 0.76], true],
    ['not one more than a standard error below the highest', [0.8, 0.76, 0.74], false],
    ['the latest where no AUC can be estimated', [null, null], true],
  ])('%s', (_what, aucs, kept) => expect(isKept(epochs(...aucs))).toBe(kept));

  it('takes only an equal one where the interval cannot be estimated', () => {
    const certain = (auc: number, epoch: number): EpochAuc => ({ epoch, internalAuc: auc, internalLower: null });
    expect(isKept([certain(1, 1), certain(1, 2)])).toBe(true);
    expect(isKept([certain(1, 1), certain(0.99, 2)])).toBe(false);
  });

  it.each<[(number | null)[], number]>([[[], 0], [[null, null], 0], [[0.7, 0.9, 0.9, 0.8], 2], [[0.7, 0.8], 0]])('of %j the highest lies %d epochs back', (aucs, back) => expect(epochsSinceHighest(epochs(...aucs))).toBe(back));
});
