/** Levels that a reader compares with: a shown p must lie on the side of them on which the true one lies. */
const LEVELS = [0.001, 0.01, 0.05];

/** Enough decimals, three at least, that rounding does not carry p over a level. */
function decimalsFor(p: number): number {
  for (let decimals = 3; decimals < 17; decimals++) {
    const shown = Number(p.toFixed(decimals));
    if (LEVELS.every((level) => p === level || (shown !== level && shown > level === p > level))) return decimals;
  }
  return 17;
}

/** A p value for a table: `< 0.001` below that, never 0.000, never 1.000 for less than one, never rounded onto or across 0.05. */
export function displayP(p: number | null): string {
  if (p === null || Number.isNaN(p)) return 'not estimable';
  if (p < 0.001) return '< 0.001';
  if (p > 0.999 && p < 1) return '> 0.999';
  return p.toFixed(decimalsFor(p));
}
