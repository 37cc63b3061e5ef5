import { agrestiCoull, clopperPearson, cutToUnit, jeffreysInterval, twoByTwo, waldInterval, wilsonContinuity, wilsonProportion, type FourCells, type Limits, type RatioEstimate } from '@echocohort/statistics';
import { valueOf, type Fields } from './adapter.ts';

const pair = (limits: Limits | null): number[] | null => (limits === null ? null : [limits.lower, limits.upper]);

/** A proportion with every interval under the names of the case files; nothing but its counts when there is no denominator. */
export function proportionFields(x: number, n: number, level: number): Fields {
  if (n === 0) return { x, n, estimate: null };
  const wilson = wilsonProportion(x, n, level);
  const [raw, wald] = [agrestiCoull(x, n, level), waldInterval(x, n, level)];
  return {
    x, n, estimate: x / n, level, clopper_pearson: pair(clopperPearson(x, n, level)), wilson: [wilson.lower, wilson.upper], wilson_continuity: pair(wilsonContinuity(x, n, level)),
    agresti_coull_raw: pair(raw), agresti_coull: pair(cutToUnit(raw)), wald_raw: pair(wald), wald: pair(cutToUnit(wald)), jeffreys: pair(jeffreysInterval(x, n, level)),
  };
}

const ratio = ({ value, interval }: RatioEstimate): Fields => ({ estimate: value, ci: pair(interval) });

/** The measures of four cells under the names of the case files. */
export function twoByTwoFields(cells: FourCells, level: number): Fields {
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = cells;
  const found = valueOf(twoByTwo(cells, level));
  const chance = found.againstNoInformation;
  return {
    tp, fp, tn, fn, n: found.n, prevalence: proportionFields(tp + fn, found.n, level), accuracy: proportionFields(tp + tn, found.n, level),
    sensitivity: proportionFields(tp, tp + fn, level), specificity: proportionFields(tn, tn + fp, level), ppv: proportionFields(tp, tp + fp, level), npv: proportionFields(tn, tn + fn, level),
    youden: found.youden, balanced_accuracy: found.balancedAccuracy, f1: found.f1,
    lr_positive: ratio(found.positiveLikelihoodRatio), lr_negative: ratio(found.negativeLikelihoodRatio), diagnostic_odds_ratio: ratio(found.diagnosticOddsRatio),
    matthews: found.matthews, cohen_kappa: found.kappa,
    epiR: {
      youden_ci: [found.youden, ...(pair(found.youdenInterval) ?? [])],
      diag_or: [found.diagnosticOddsRatio.value, ...(pair(found.diagnosticOddsRatio.interval) ?? [])],
    },
    accuracy_vs_no_information: chance && { no_information_rate: chance.rate, p_one_sided: chance.p },
  };
}
