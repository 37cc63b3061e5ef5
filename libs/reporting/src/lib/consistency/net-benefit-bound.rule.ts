import { treatAllBenefit } from '@echocohort/statistics';
import { halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';

/** Net benefits above prevalence, or said to be above treating everyone where they are not; without a named cohort one that allows it is enough. */
export function netBenefitBound({ claims = [], outcome = {} }: PrintedPaper): Finding[] {
  // All net benefits of a paper are shown with the same digits, of which JSON loses the trailing zeros.
  const half = halfUnit(claims.flatMap((claim) => (claim.kind === 'net-benefit' ? [claim.net_benefit] : [])));
  return claims.flatMap((claim): Finding[] => {
    if (claim.kind !== 'net-benefit') return [];
    const cohorts = Object.entries(outcome).filter(([name]) => claim.cohort === undefined || name === claim.cohort);
    const bounds = cohorts.map(([name, { malignant, benign }]) => {
      const prevalence = malignant / (malignant + benign);
      return { cohort: name, prevalence, treatAll: treatAllBenefit(prevalence, claim.threshold) };
    });
    const allowed = bounds.some(({ prevalence, treatAll }) => claim.net_benefit - half <= prevalence && (claim.above_treat_all !== true || claim.net_benefit + half >= treatAll));
    if (bounds.length === 0 || allowed) return [];
    return [{ rule: 'net-benefit-bound', where: `claims/${claim.id}`, printed: { threshold: claim.threshold, net_benefit: claim.net_benefit }, implied: bounds, note: 'Net benefit cannot exceed prevalence; at this threshold treating everyone gives what is shown.' }];
  });
}
