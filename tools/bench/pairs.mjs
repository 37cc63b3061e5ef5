/** Median of some numbers. */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const milliseconds = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/**
 * Times two pieces of work in turn, A B A B …, after one warm-up of each, so that both see the same machine.
 * Answers medians in milliseconds per item and the median of the pairwise ratios.
 */
export async function inPairs({ runs = 7, items = 1, baselineName, work, baseline, unit = 'ms/item' }) {
  await work();
  await baseline();
  const [own, other] = [[], []];
  for (let run = 0; run < runs; run++) {
    own.push((await milliseconds(work)) / items);
    other.push((await milliseconds(baseline)) / items);
  }
  const round = (value) => Number(value.toPrecision(4));
  return { unit, value: round(median(own)), baseline: round(median(other)), baselineName, ratio: round(median(own.map((value, index) => value / other[index]))), runs };
}
