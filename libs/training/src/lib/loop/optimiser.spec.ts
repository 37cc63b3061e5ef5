import { Adam, gradientNorm } from './adam.ts';
import { dropoutMask } from './dropout-mask.ts';
import { learningRateAt } from './learning-rate.ts';

describe('Adam', () => {
  it('takes the steps of the published rule', () => {
    const adam = new Adam();
    const values = Float32Array.of(1, -2);
    const gradients = [Float32Array.of(0.5, -1), Float32Array.of(0.1, 0.3)];
    const expected = [[1, -2], [0, 0], [0, 0]].map((row) => [...row]);
    const [weight = [], first = [], second = []] = expected;
    gradients.forEach((gradient, index) => {
      adam.apply([{ values, gradient, decays: false }], 0.1, 0.5);
      gradient.forEach((slope, at) => {
        first[at] = 0.9 * (first[at] ?? 0) + 0.1 * slope;
        second[at] = 0.999 * (second[at] ?? 0) + 0.001 * slope * slope;
        const [m, v] = [(first[at] ?? 0) / (1 - 0.9 ** (index + 1)), (second[at] ?? 0) / (1 - 0.999 ** (index + 1))];
        weight[at] = (weight[at] ?? 0) - (0.1 * m) / (Math.sqrt(v) + 1e-8);
      });
    });
    values.forEach((value, at) => expect(value).toBeCloseTo(weight[at] ?? NaN, 5));
  });

  it('decays weights apart from the gradient, and only where told to', () => {
    const [decaying, staying] = [Float32Array.of(2), Float32Array.of(2)];
    new Adam().apply([{ values: decaying, gradient: Float32Array.of(0), decays: true }, { values: staying, gradient: Float32Array.of(0), decays: false }], 0.1, 0.5);
    expect(decaying[0]).toBeCloseTo(2 * (1 - 0.05), 6);
    expect(staying[0]).toBe(2);
  });

  it('goes on after a restore as if nothing had happened', () => {
    const gradient = (step: number): Float32Array => Float32Array.of(Math.sin(step), Math.cos(step));
    const [through, interrupted] = [new Adam(), new Adam()];
    const [one, two] = [Float32Array.of(1, 1), Float32Array.of(1, 1)];
    for (let step = 0; step < 5; step++) through.apply([{ values: one, gradient: gradient(step), decays: true }], 0.01, 0.1);
    for (let step = 0; step < 3; step++) interrupted.apply([{ values: two, gradient: gradient(step), decays: true }], 0.01, 0.1);
    const resumed = new Adam();
    resumed.restore(interrupted.state());
    for (let step = 3; step < 5; step++) resumed.apply([{ values: two, gradient: gradient(step), decays: true }], 0.01, 0.1);
    expect(two).toEqual(one);
  });

  it('measures the gradient as one vector', () => expect(gradientNorm([Float32Array.of(3), Float32Array.of(0, 4)])).toBe(5));
});

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
