import { digitsOf, type PrintedCell, type PrintedClaim, type PrintedEstimate, type PrintedPaper } from './printed-paper.ts';

/** A percentage as a share with all the digits that it showed: 84.7 is 0.847, not 0.8469999. */
const share = (percent: number, digits: number): number => Number((percent / 100).toFixed(digits + 2));

/** Nothing that is a share exceeds 1; one that does was printed in percent, and so were its neighbours. */
const inPercent = (values: readonly number[]): boolean => values.some((value) => value > 1);

const shareOf = ({ est, lower, upper }: PrintedEstimate, digits: number): PrintedEstimate => ({ est: share(est, digits), lower: share(lower, digits), upper: share(upper, digits) });
const numbersOf = (estimate: PrintedEstimate | undefined): number[] => (estimate === undefined ? [] : [estimate.est, estimate.lower, estimate.upper]);

function claimAsShares(claim: PrintedClaim): PrintedClaim {
  if (claim.kind === 'accuracy') {
    const values = [claim.accuracy, claim.sensitivity, claim.specificity];
    const digits = digitsOf(values);
    return inPercent(values) ? { ...claim, accuracy: share(claim.accuracy, digits), sensitivity: share(claim.sensitivity, digits), specificity: share(claim.specificity, digits) } : claim;
  }
  if (claim.kind === 'auc-difference') {
    const values = [...numbersOf(claim.a), ...numbersOf(claim.b)];
    return inPercent(values) ? { ...claim, a: shareOf(claim.a, digitsOf(values)), b: shareOf(claim.b, digitsOf(values)) } : claim;
  }
  return claim;
}

/** The paper with every share as a share, whether it was printed so or in percent. */
export function asShares(paper: PrintedPaper): PrintedPaper {
  const cells = Object.values(paper.table2 ?? {}).flatMap((stratum) => Object.values(stratum));
  const values = cells.flatMap(({ acc, se, sp }) => [acc, se, sp].flatMap(numbersOf));
  const areas = cells.flatMap(({ auc }) => numbersOf(auc));
  const [digits, areaDigits] = [digitsOf(values), digitsOf(areas)];
  const cellOf = (cell: PrintedCell): PrintedCell => ({
    ...(inPercent(values) ? { acc: shareOf(cell.acc, digits), se: shareOf(cell.se, digits), sp: shareOf(cell.sp, digits) } : { acc: cell.acc, se: cell.se, sp: cell.sp }),
    auc: cell.auc !== undefined && inPercent(areas) ? shareOf(cell.auc, areaDigits) : cell.auc,
  });
  const table2 = paper.table2 && Object.fromEntries(Object.entries(paper.table2).map(([stratum, cohorts]) => [stratum, Object.fromEntries(Object.entries(cohorts).map(([cohort, cell]) => [cohort, cellOf(cell)]))]));
  return { ...paper, table2, claims: paper.claims?.map(claimAsShares) };
}
