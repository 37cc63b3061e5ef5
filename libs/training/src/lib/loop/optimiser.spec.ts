import { dropoutMask } from './dropout-mask.ts';
import { learningRateAt } from './learning-rate.ts';

describe('learning rate', () => {
  const schedule = { peak: 1, warmUpSteps: 4, steps: 20 };
  it.each([[0, 0.25], [3, 1], [4, 1], [12, 0.505], [20, 0.01], [99, 0.01]])('at step %d is %d', (step, expected) => expect(learningRateAt(step, schedule)).toBeCloseTo(expected, 6));
});

describe('dropout', () => {
  it('keeps the expected sum and draws another mask for another step', () => {
    const mask = dropoutMask(20_000, 0.25, '1/1/0');
    expect(mask.reduce((sum, value) => sum + value, 0) / mask.length).toBeCloseTo(1, 1);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(dropoutMask(50, 0.25, '1/1/0')).not.toEqual(dropoutMask(50, 0.25, '1/1/1'));
    expect(dropoutMask(50, 0.25, '1/1/0')).toEqual(dropoutMask(50, 0.25, '1/1/0'));
  });
});
