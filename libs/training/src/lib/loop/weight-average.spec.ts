import { averagedWeights, averagingWindow } from './weight-average.ts';

const weights = (...values: number[]): Map<string, Float32Array> => new Map([['w', Float32Array.from(values)]]);

describe('averaging the weights of epochs', () => {
  it.each([[null, 3, 1], [null, 8, 2], [null, 30, 5], [null, 400, 5], [8, 3, 8]])('with %s given, %d epochs are averaged over %d', (given, epochs, window) => expect(averagingWindow(given, epochs)).toBe(window));

  it('is the plain mean as long as the window is not full, then forgets the oldest slowly', () => {
    let mean = averagedWeights(null, weights(6, 0), 1, 3);
    expect([...(mean.get('w') ?? [])]).toEqual([6, 0]);
    mean = averagedWeights(mean, weights(0, 2), 2, 3);
    expect([...(mean.get('w') ?? [])]).toEqual([3, 1]);
    mean = averagedWeights(mean, weights(0, 1), 3, 3);
    expect(mean.get('w')?.[0]).toBeCloseTo(2, 6);
    expect(averagedWeights(mean, weights(8, 1), 9, 3).get('w')?.[0]).toBeCloseTo(2 + 6 / 3, 6);
  });

  it('leaves the weights themselves with a window of one', () => {
    const own = weights(1, 2);
    expect(averagedWeights(weights(5, 5), own, 7, 1)).toBe(own);
  });
});
