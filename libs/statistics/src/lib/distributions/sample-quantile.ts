/** The nine definitions of a sample quantile (Hyndman and Fan 1996): 7 is R's, 6 SPSS's, 2 SAS's. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export const QUANTILE_TYPES: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const sortedAscending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** Steps (types 1 to 3): the share g of the upper neighbour is 0, 1 or a half. */
function step(type: 1 | 2 | 3, n: number, p: number): { j: number; share: number } {
  const place = type === 3 ? n * p - 0.5 : n * p;
  const j = Math.floor(place + 4 * Number.EPSILON);
  const between = place > j;
  if (type === 1) return { j, share: between ? 1 : 0 };
  if (type === 2) return { j, share: between ? 1 : 0.5 };
  return { j, share: between || j % 2 !== 0 ? 1 : 0 };
}

const OFFSETS = { 4: [0, 1], 5: [0.5, 0.5], 6: [0, 0], 7: [1, 1], 8: [1 / 3, 1 / 3], 9: [3 / 8, 3 / 8] } as const;

function slope(type: 4 | 5 | 6 | 7 | 8 | 9, n: number, p: number): { j: number; share: number } {
  const [a, b] = OFFSETS[type];
  const place = a + p * (n + 1 - a - b);
  const j = Math.floor(place + 4 * Number.EPSILON);
  const share = place - j;
  return { j, share: Math.abs(share) < 4 * Number.EPSILON ? 0 : share };
}

/** Quantiles of present values; null for an empty sample. */
export function sampleQuantiles(values: readonly number[], probabilities: readonly number[], type: QuantileType = 7): (number | null)[] {
  const sorted = sortedAscending(values);
  const n = sorted.length;
  if (n === 0) return probabilities.map(() => null);
  const at = (place: number): number => sorted[Math.min(n, Math.max(1, place)) - 1] ?? NaN;
  return probabilities.map((p) => {
    const { j, share } = type === 1 || type === 2 || type === 3 ? step(type, n, p) : slope(type, n, p);
    if (share === 0) return at(j);
    if (share === 1) return at(j + 1);
    return at(j) + share * (at(j + 1) - at(j));
  });
}

/** One quantile of present values; not a number for an empty sample. */
export const sampleQuantile = (values: readonly number[], probability: number, type: QuantileType = 7): number => sampleQuantiles(values, [probability], type)[0] ?? NaN;
