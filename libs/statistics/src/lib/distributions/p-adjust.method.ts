/** How p values of one family are adjusted: family-wise (bonferroni, holm, hochberg) or false discovery rate (BH, BY). */
export type Adjustment = 'none' | 'bonferroni' | 'holm' | 'hochberg' | 'BH' | 'BY';

/** Running extreme along an order of the p values, given back in their own order. */
function along(p: readonly number[], order: readonly number[], factor: (place: number) => number, extreme: (a: number, b: number) => number, start: number): number[] {
  const adjusted = new Array<number>(p.length).fill(NaN);
  let running = start;
  for (const [place, index] of order.entries()) {
    running = extreme(running, (p[index] ?? NaN) * factor(place));
    adjusted[index] = Math.min(1, running);
  }
  return adjusted;
}

function adjustPresent(p: readonly number[], method: Adjustment): number[] {
  const n = p.length;
  const rising = [...p.keys()].sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
  const falling = rising.toReversed();
  const harmonic = p.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
  switch (method) {
    case 'none': return [...p];
    case 'bonferroni': return p.map((value) => Math.min(1, value * n));
    case 'holm': return along(p, rising, (place) => n - place, Math.max, 0);
    case 'hochberg': return along(p, falling, (place) => place + 1, Math.min, Infinity);
    case 'BH': return along(p, falling, (place) => n / (n - place), Math.min, Infinity);
    case 'BY': return along(p, falling, (place) => (harmonic * n) / (n - place), Math.min, Infinity);
  }
}

/** Adjusted p values in the order given; a missing one stays missing and does not count (R's p.adjust). */
export function adjustP(p: readonly (number | null)[], method: Adjustment): (number | null)[] {
  const present = adjustPresent(p.filter((value) => value !== null), method);
  let next = 0;
  return p.map((value) => (value === null ? null : (present[next++] ?? null)));
}
