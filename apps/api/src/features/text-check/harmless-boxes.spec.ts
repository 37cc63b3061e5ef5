import { undecidedBoxes } from './harmless-boxes.ts';

const box = { frame: 0, x0: 10, y0: 10, x1: 49, y1: 19 };
const stated = (more: Record<string, unknown>) => ({ x0: 8, y0: 8, x1: 52, y1: 22, frame: null, reason: 'text', decision: 'harmless', because: 'measurement', ...more });

describe('what the centre said of a box', () => {
  it.each([
    ['nothing was stated', null, 1],
    ['the box was called harmless', [stated({})], 0],
    ['a box beside it was', [stated({ x0: 100, x1: 140 })], 1],
    ['only a part of it was', [stated({ x1: 30 })], 1],
    ['it was said to be blank, and is not', [stated({ decision: 'blanked', because: null })], 1],
    ['the statement cannot be read', [{ x0: 1 }], 1],
  ])('%s', (_, approved, left) => expect(undecidedBoxes([box], approved)).toHaveLength(left));
});
