import { keyOfReason, reasonOfKey, toggled, undone, worded } from './staged-queries.ts';

const L1 = { slot: 'L1', reasonCode: 'wrong-view', text: '' };

describe('marks of a panel member', () => {
  it('sets a mark, and takes it away by the same key', () => {
    const once = toggled([], 'L1', 'wrong-view');
    expect(once).toEqual([L1]);
    expect(toggled(once, 'L1', 'wrong-view')).toEqual([]);
  });

  it('keeps the same reason on another slot', () => expect(toggled([L1], 'L2', 'wrong-view')).toHaveLength(2));
  it('puts words to one mark only', () => expect(worded([L1, { ...L1, slot: 'L2' }], 'L2', 'wrong-view', 'too deep').map((query) => query.text)).toEqual(['', 'too deep']));
  it('undoes the last', () => expect(undone([L1, { ...L1, slot: 'L2' }])).toEqual([L1]));
});

describe('digit keys', () => {
  const reasons = Array.from({ length: 11 }, (_, index) => `r${index + 1}`);
  it.each([['1', 'r1'], ['9', 'r9'], ['0', 'r10'], ['x', undefined], ['', undefined]])('%s is %s', (key, reason) => expect(reasonOfKey(reasons, key)).toBe(reason));
  it('reads back', () => expect([0, 8, 9, 10].map(keyOfReason)).toEqual(['1', '9', '0', '']));
  it('names no reason that the study lacks', () => expect(reasonOfKey(['only'], '2')).toBeUndefined());
});
