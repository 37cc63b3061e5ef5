import { ok } from '@echocohort/kernel';
import { mcnemar } from '@echocohort/statistics';
import { Instead, valueOf, type MethodAdapter } from './adapter.ts';
import { numberOr, matrixFrom } from './input.ts';

/** McNemar's test of a paired table. */
export const adapter: MethodAdapter = {
  method: 'mcnemar',
  run(input) {
    const found = valueOf(mcnemar(matrixFrom(input.table), numberOr(input, 'level', 0.95)));
    const identical = found.b + found.c === 0;
    const p = (value: number): unknown => (identical ? new Instead(value, 'identical classifications') : value);
    return ok({
      b: found.b, c: found.c, uncorrected: { chisq: found.chiSquare, df: 1, p: p(found.p) }, corrected: { chisq: found.chiSquareCorrected, df: 1, p: p(found.pCorrected) },
      exact_p: found.pExact, mid_p: found.pMid,
      odds_ratio_paired: { estimate: found.oddsRatio, exact_ci95: found.oddsRatioInterval && [found.oddsRatioInterval.lower, found.oddsRatioInterval.upper] },
      difference: { estimate: found.difference, wald_ci95: [found.differenceInterval.lower, found.differenceInterval.upper] }, warnings: found.warnings,
    });
  },
};
