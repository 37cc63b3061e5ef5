import { normalUpperTail } from '../distributions/normal.ts';
import type { ProbabilitySample } from './probability-sample.ts';

/** Squared and logarithmic error of probabilities. */
export interface Brier {
  readonly method: 'brier';
  readonly n: number;
  readonly events: number;
  readonly brier: number;
  /** What giving everyone the prevalence would score. */
  readonly reference: number;
  /** 1 - brier / reference. */
  readonly scaled: number;
  /** Spiegelhalter's test (1986) of calibration; null where every probability is 0, 1/2 or 1. */
  readonly spiegelhalter: { readonly z: number; readonly p: number } | null;
  /** Mean negative log likelihood; null where a probability is exactly 0 or 1. */
  readonly logLoss: number | null;
}

/** The Brier score, its scaled form, Spiegelhalter's z and the logarithmic loss. */
export function brierScore({ outcomes, probabilities, n, events }: ProbabilitySample): Brier {
  let [squares, top, variance, loss] = [0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [y, p] = [outcomes[row] ?? NaN, probabilities[row] ?? NaN];
    squares += (y - p) ** 2;
    top += (y - p) * (1 - 2 * p);
    variance += (1 - 2 * p) ** 2 * p * (1 - p);
    loss -= y > 0.5 ? Math.log(p) : Math.log1p(-p);
  }
  const prevalence = events / n;
  const [brier, reference] = [squares / n, prevalence * (1 - prevalence)];
  const z = top / Math.sqrt(variance);
  const ends = probabilities.some((p) => p === 0 || p === 1);
  return { method: 'brier', n, events, brier, reference, scaled: 1 - brier / reference, spiegelhalter: variance > 0 ? { z, p: 2 * normalUpperTail(Math.abs(z)) } : null, logLoss: ends ? null : loss / n };
}
