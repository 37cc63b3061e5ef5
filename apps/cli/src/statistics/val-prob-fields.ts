import type { Brier, Calibration, CalibrationErrors, ProbabilitySample } from '@echocohort/statistics';
import type { Fields } from './adapter.ts';

/** val.prob counts pairs after sorting probabilities into so many bins, so its C differs from the exact one in the fifth digit. */
const BINS = 5000;

/** Concordance with probabilities in bins; pairs in one bin are ties. */
function binnedConcordance({ outcomes, probabilities }: ProbabilitySample): number {
  const [ill, well] = [new Float64Array(BINS + 2), new Float64Array(BINS + 2)];
  for (const [row, p] of probabilities.entries()) {
    const side = (outcomes[row] ?? 0) > 0.5 ? ill : well;
    const bin = Math.floor(p * BINS);
    side[bin] = (side[bin] ?? 0) + 1;
  }
  let [below, pairs] = [0, 0];
  for (let bin = 0; bin < ill.length; bin++) {
    pairs += (ill[bin] ?? 0) * (below + (well[bin] ?? 0) / 2);
    below += well[bin] ?? 0;
  }
  return pairs / (ill.reduce((sum, count) => sum + count, 0) * well.reduce((sum, count) => sum + count, 0));
}

/** The numbers of rms's val.prob from the platform's own. */
export function valProbFields(sample: ProbabilitySample, found: Calibration, brier: Brier, errors: CalibrationErrors): Fields {
  const { deviances, unreliability, jointIntercept, slope } = found;
  const n = sample.n - found.atTheEnds;
  const c = binnedConcordance(sample);
  const discrimination = deviances.prevalence - deviances.asGiven;
  const [d, u] = [(discrimination - 1) / n, (unreliability.chiSquare - 2) / n];
  return {
    Dxy: 2 * (c - 0.5), 'C (ROC)': c, R2: -Math.expm1(-discrimination / n) / -Math.expm1(-deviances.prevalence / n), D: d, 'D:Chi-sq': discrimination,
    U: u, 'U:Chi-sq': unreliability.chiSquare, 'U:p': unreliability.p, Q: d - u, Brier: brier.brier, Intercept: jointIntercept.estimate, Slope: slope.estimate,
    Emax: errors.emax, E90: errors.e90, Eavg: errors.ici, 'S:z': brier.spiegelhalter?.z ?? null, 'S:p': brier.spiegelhalter?.p ?? null,
  };
}
