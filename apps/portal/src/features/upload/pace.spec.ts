import { paceOf } from './pace.ts';

describe('pace of a delivery', () => {
  it.each([
    ['before the first byte', 0, 100, 1_000, 2_000, null, null],
    ['half way', 50, 100, 1_000, 2_000, 50, 1],
    ['done', 100, 100, 1_000, 2_000, 100, 0],
    ['not begun', 0, 100, null, 2_000, null, null],
  ])('%s', (_, sent, total, began, now, rate, left) => expect(paceOf(sent, total, began, now)).toEqual({ sentBytes: sent, totalBytes: total, rate, secondsLeft: left }));
});
