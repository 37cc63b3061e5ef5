import { nearestCases, usualDistance, type TrainingCases } from './nearest-cases.ts';

/** Lesions on a line, one unit apart, but for the last. */
const line = (count: number, last = count - 1): TrainingCases => ({
  index: { format: 'echocohort-features/1', length: 2, lesions: Array.from({ length: count }, (_, at) => ({ lesion: `C01-${String(at).padStart(4, '0')}-L1`, malignant: at % 2 === 0, score: 0.5 })) },
  features: Float32Array.from(Array.from({ length: count }, (_, at) => [at === count - 1 ? last : at, 0]).flat()),
});

describe('training lesions near a picture', () => {
  it('come nearest first, the lower code first at one distance', () => {
    expect(nearestCases(line(6), Float32Array.of(2, 0), 3).map(({ lesion, distance }) => [lesion, distance])).toEqual([['C01-0002-L1', 0], ['C01-0001-L1', 1], ['C01-0003-L1', 1]]);
  });

  it('tell what distance is usual, a lone lesion aside', () => expect(usualDistance(line(20, 500))).toEqual({ median: 1, upper: 482, lesions: 20 }));
  it('tell nothing where there are fewer than ten', () => expect(usualDistance(line(9))).toBeNull());
});
