import { normalReach, normalUpperTail, studentUpperTail } from '@echocohort/statistics';
import { halfUnit, type Finding, type PrintedEstimate, type PrintedPaper } from './printed-paper.ts';

/** The least and largest standard error that printed limits allow; a limit cut at 0 or 1 says nothing, so the other side counts twice. */
function errorRange({ est, lower, upper }: PrintedEstimate, half: number): readonly [number, number] {
  const reach = normalReach(0.95);
  const [cutBelow, cutAbove] = [lower <= 0, upper >= 1];
  const width = cutAbove && !cutBelow ? est - lower : cutBelow && !cutAbove ? upper - est : (upper - lower) / 2;
  const room = cutAbove !== cutBelow ? 2 * half : half;
  return [Math.max(0, width - room) / reach, (width + room) / reach];
}

const twoSided = (difference: number, error: number): number => (error > 0 ? 2 * normalUpperTail(difference / error) : difference > 0 ? 0 : 1);

/** Few degrees of freedom that a comparison of two samples may have had: pROC refers it to Student's t, whose p is a little larger. */
const FEW_DEGREES = 40;
const byStudent = (difference: number, error: number): number => (error > 0 ? 2 * studentUpperTail(difference / error, FEW_DEGREES) : difference > 0 ? 0 : 1);

/** The p values that a printed one stands for: a number within its rounding, or all below a bound. */
function printedRange(p: number | string): readonly [number, number] | null {
  if (typeof p === 'number') return [p - halfUnit([p]), p + halfUnit([p])];
  const read = /^\s*(?:p(?:[- ]?value)?\s*)?([<≤>≥=]*)\s*(0?\.\d+|[01](?:\.\d+)?)\s*$/i.exec(p);
  if (!read) return null;
  const value = Number(read[2]);
  const half = 0.5 * 10 ** -(read[2]?.split('.')[1] ?? '').length;
  return read[1] === '<' || read[1] === '≤' ? [0, value] : read[1] === '>' || read[1] === '≥' ? [value, 1] : [value - half, value + half];
}

/** p values of two areas that do not follow from the areas and their limits, whatever was rounded away. */
export function aucP({ claims = [] }: PrintedPaper): Finding[] {
  return claims.flatMap((claim): Finding[] => {
    if (claim.kind !== 'auc-difference') return [];
    const half = halfUnit([claim.a.est, claim.a.lower, claim.a.upper, claim.b.est, claim.b.lower, claim.b.upper]);
    const [a, b] = [errorRange(claim.a, half), errorRange(claim.b, half)];
    const difference = Math.abs(claim.a.est - claim.b.est);
    // Paired areas are correlated, from not at all to wholly.
    const least = claim.paired ? Math.max(0, Math.abs(a[0] - b[0]) - 2 * half) : Math.hypot(a[0], b[0]);
    const range = [twoSided(difference + 2 * half, least), (claim.paired ? twoSided : byStudent)(Math.max(0, difference - 2 * half), Math.hypot(a[1], b[1]))] as const;
    const printed = printedRange(claim.p);
    if (printed === null || (printed[1] >= range[0] && printed[0] <= range[1])) return [];
    return [{ rule: 'auc-p', where: `claims/${claim.id}`, printed: { p: claim.p }, implied: { p: twoSided(difference, Math.hypot((a[0] + a[1]) / 2, (b[0] + b[1]) / 2)), least: range[0], most: range[1] }, note: 'From the printed areas and limits, with all that rounding may hide.' }];
  });
}
