/** How many patients there are of each size (number of lesions). */
export type SizeCounts = ReadonlyMap<number, number>;

export function countSizes(sizes: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}

const total = (counts: SizeCounts): number => [...counts].reduce((sum, [size, count]) => sum + size * count, 0);

/** Largest size first: the order in which composition and reachability agree. */
const classes = (counts: SizeCounts): [number, number][] => [...counts].sort((a, b) => b[0] - a[0]);

/** Adds one size class to the reachable sums: `used` counts how many of the class a sum needs at least. */
function addClass(reachable: Uint8Array, size: number, count: number): Uint8Array {
  const next = Uint8Array.from(reachable);
  const used = new Int32Array(reachable.length);
  for (let sum = size; sum < next.length; sum++) {
    if (next[sum]) continue;
    const before = used[sum - size] ?? 0;
    if (next[sum - size] && before < count) {
      next[sum] = 1;
      used[sum] = before + 1;
    }
  }
  return next;
}

/** `result[s]` is 1 when whole patients can be chosen that carry exactly `s` lesions together. */
export function reachableSums(counts: SizeCounts): Uint8Array {
  let reachable: Uint8Array = new Uint8Array(total(counts) + 1);
  reachable[0] = 1;
  for (const [size, count] of classes(counts)) reachable = addClass(reachable, size, count);
  return reachable;
}

/** The number in 0 … count next to `wish` for which `fits` holds; null when there is none. */
function nearestCount(wish: number, count: number, fits: (taken: number) => boolean): number | null {
  const start = Math.min(count, Math.max(0, Math.round(wish)));
  for (let step = 0; step <= count; step++) {
    if (start + step <= count && fits(start + step)) return start + step;
    if (step > 0 && start - step >= 0 && fits(start - step)) return start - step;
  }
  return null;
}

/**
 * How many patients of each size to take so that they carry exactly `target` lesions: from every size about the same
 * share, so that patients with several lesions are spread as evenly as the sum allows. Null when no choice exists.
 */
export function composeSum(counts: SizeCounts, target: number): Map<number, number> | null {
  const ordered = classes(counts);
  const rest: Uint8Array[] = [];
  let reachable: Uint8Array = Uint8Array.from({ length: total(counts) + 1 }, (_, sum) => (sum === 0 ? 1 : 0));
  for (const [size, count] of [...ordered].reverse()) {
    rest.unshift(reachable);
    reachable = addClass(reachable, size, count);
  }
  if (!reachable[target]) return null;
  const taken = new Map<number, number>();
  let [left, lesions] = [target, total(counts)];
  for (const [index, [size, count]] of ordered.entries()) {
    const after = rest[index];
    const chosen = nearestCount((count * left) / lesions, count, (number) => left - size * number >= 0 && after?.[left - size * number] === 1);
    if (chosen === null) return null;
    taken.set(size, chosen);
    left -= size * chosen;
    lesions -= size * count;
  }
  return taken;
}
