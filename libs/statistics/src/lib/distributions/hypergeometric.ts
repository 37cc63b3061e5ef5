import type { Tails } from './incomplete-beta.ts';
import { binomialTerm } from './saddle-point.ts';

/** P(X = x) white ones among `drawn` from an urn of white and black. */
export function hypergeometricDensity(x: number, white: number, black: number, drawn: number): number {
  if (x < 0 || x > white || x > drawn || drawn - x > black) return 0;
  if (drawn === 0) return 1;
  const p = drawn / (white + black);
  const q = (white + black - drawn) / (white + black);
  return (binomialTerm(x, white, p, q) * binomialTerm(drawn - x, black, p, q)) / binomialTerm(drawn, white + black, p, q);
}

/** P(X <= x) and P(X > x), each summed from its small end. */
export function hypergeometricTails(x: number, white: number, black: number, drawn: number): Tails {
  const [low, high] = [Math.max(0, drawn - black), Math.min(white, drawn)];
  const sum = (from: number, to: number, step: 1 | -1): number => {
    let total = 0;
    for (let k = from; step > 0 ? k <= to : k >= to; k += step) total += hypergeometricDensity(k, white, black, drawn);
    return Math.min(1, total);
  };
  if (x < low) return { lower: 0, upper: 1 };
  if (x >= high) return { lower: 1, upper: 0 };
  const mean = (drawn * white) / (white + black);
  if (x < mean) {
    const lower = sum(low, Math.floor(x), 1);
    return { lower, upper: 1 - lower };
  }
  const upper = sum(high, Math.floor(x) + 1, -1);
  return { lower: 1 - upper, upper };
}
