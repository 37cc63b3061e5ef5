/** How many of the ascending values lie below the limit. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values lie at or below the limit, of which at least `least` do. */
function countUpTo(sorted: Float64Array, limit: number, least: number): number {
  let [low, high] = [least, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values lie below the limit, and how many at or below it, added. */
export function belowAndUpTo(sorted: Float64Array, limit: number): number {
  const below = countBelow(sorted, limit);
  return below + (sorted[below] === limit ? countUpTo(sorted, limit, below + 1) : below);
}
