import type { Ratio } from './allocate-strata.ts';
import type { SizeCounts } from './subset-sums.ts';

/** What a stratum still lacks of its share, in scaled whole numbers; a heap keeps the neediest first. */
interface Need {
  readonly stratum: number;
  readonly lack: number;
}

const before = (a: Need, b: Need): boolean => a.lack > b.lack || (a.lack === b.lack && a.stratum < b.stratum);

function push(heap: Need[], need: Need): void {
  heap.push(need);
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    const [child, above] = [heap[at], heap[parent]];
    if (!child || !above || !before(child, above)) return;
    [heap[at], heap[parent]] = [above, child];
    at = parent;
  }
}

function pop(heap: Need[]): Need | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (heap.length === 0 || !last) return first;
  heap[0] = last;
  for (let at = 0; ;) {
    const children = [2 * at + 1, 2 * at + 2];
    let best = at;
    for (const child of children) {
      const [own, other] = [heap[best], heap[child]];
      if (own && other && before(other, own)) best = child;
    }
    if (best === at) return first;
    const [own, other] = [heap[at], heap[best]];
    if (own && other) [heap[at], heap[best]] = [other, own];
    at = best;
  }
}

/**
 * Spreads patients over the strata when an optimum by table is out of reach: `taken` patients of each size, the largest
 * first, each from the stratum that lacks most of its share. The number of lesions in all is kept to the lesion; for
 * patients with one lesion each it is also as even as can be, because then every gift is the best one left.
 */
export function spreadSizes(strata: readonly { readonly lesions: number; readonly sizes: SizeCounts }[], taken: SizeCounts, ratio: Ratio): Map<number, number>[] {
  const parts = ratio.training + ratio.internal;
  const lacks = strata.map(({ lesions }) => lesions * ratio.training);
  const chosen = strata.map(() => new Map<number, number>());
  for (const [size, count] of [...taken].sort((a, b) => b[0] - a[0])) {
    const heap: Need[] = [];
    strata.forEach(({ sizes }, stratum) => {
      if ((sizes.get(size) ?? 0) > 0) push(heap, { stratum, lack: lacks[stratum] ?? 0 });
    });
    for (let left = count; left > 0; left--) {
      const need = pop(heap);
      if (!need) throw new RangeError('more patients of one size were asked for than there are');
      const { stratum } = need;
      const own = chosen[stratum];
      const used = (own?.get(size) ?? 0) + 1;
      own?.set(size, used);
      const lack = (lacks[stratum] ?? 0) - size * parts;
      lacks[stratum] = lack;
      if (used < (strata[stratum]?.sizes.get(size) ?? 0)) push(heap, { stratum, lack });
    }
  }
  return chosen;
}
