import { accuracyOutside } from './accuracy-outside.rule.ts';
import { asShares } from './as-shares.ts';
import { aucP } from './auc-p.rule.ts';
import { countSum } from './count-sum.rule.ts';
import { flowSum } from './flow-sum.rule.ts';
import { intervalLevel } from './interval-level.rule.ts';
import { netBenefitBound } from './net-benefit-bound.rule.ts';
import { noWholeCounts } from './no-whole-counts.rule.ts';
import { orNotGeometricMean } from './or-not-geometric-mean.rule.ts';
import { percentRounding } from './percent-rounding.rule.ts';
import type { Finding, PrintedPaper } from './printed-paper.ts';
import { textVersusTable2 } from './text-versus-table2.rule.ts';

/** The rules, in the order in which a reader meets the numbers. */
const RULES: readonly ((paper: PrintedPaper) => Finding[])[] = [flowSum, countSum, percentRounding, accuracyOutside, textVersusTable2, noWholeCounts, aucP, netBenefitBound, orNotGeometricMean, intervalLevel];

/** Every printed number that cannot be, given the others. */
export function checkConsistency(printed: PrintedPaper): Finding[] {
  const paper = asShares(printed);
  return RULES.flatMap((rule) => rule(paper));
}
