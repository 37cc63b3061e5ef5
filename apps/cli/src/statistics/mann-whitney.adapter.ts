import { ok } from '@echocohort/kernel';
import { kruskalWallis, mannWhitney, pseudomedian, rankPermutation, shiftBetween, signedRank, type RankReference, type ShiftEstimate } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { groupsOf, numbersOf, tableOf } from './columns.ts';
import { isFields, listFrom, numberFrom, textField } from './input.ts';
import { alternativeName, alternativeOf } from './roc-fields.ts';

/** A sample given as values or as a column of a data file; missing values stay for pairing. */
function valuesOf(value: unknown, context: CaseContext): (number | null)[] {
  if (isFields(value)) return numbersOf(tableOf(value, context), textField(value, 'column'));
  return listFrom(value).map(numberFrom);
}

const present = (values: readonly (number | null)[]): number[] => values.filter((value): value is number => value !== null && !Number.isNaN(value));

const NAMES: Readonly<Record<RankReference, string>> = { exact: 'exact test', 'normal-corrected': 'test with continuity correction', normal: 'test' };

/** R's arguments: exact TRUE falls back to the normal form with ties; `correct` is TRUE unless said otherwise. */
function referenceOf(input: Fields, ties: boolean): RankReference | undefined {
  const normal = input.correct === false ? 'normal' : 'normal-corrected';
  if (input.exact === true) return ties ? normal : 'exact';
  return input.exact === false ? normal : undefined;
}

const shiftFields = (shift: ShiftEstimate): Fields => ({ shift_estimate: shift.estimate, shift_ci95: [shift.lower, shift.upper] });

function twoSamples(input: Fields, first: readonly number[], second: readonly number[]): Fields {
  const alternative = alternativeOf(input.alternative);
  const tied = new Set([...first, ...second]).size < first.length + second.length;
  const found = valueOf(mannWhitney(first, second, { alternative, reference: referenceOf(input, tied) }));
  const { n1, n2, statistic, reference } = found;
  return {
    W: statistic, p: found.p, method: `Wilcoxon rank sum ${NAMES[reference]}`, alternative: alternativeName(alternative), n1, n2, U1: statistic, U2: n1 * n2 - statistic,
    auc_equivalent: statistic / (n1 * n2), rank_biserial: found.rankBiserial, warnings: found.warnings,
    ...(input.ci === true ? shiftFields(valueOf(shiftBetween(first, second, { reference, alternative }))) : {}),
  };
}

function pairs(input: Fields, first: readonly (number | null)[], second: readonly (number | null)[]): Fields {
  const alternative = alternativeOf(input.alternative);
  const differences = first.flatMap((value, index) => {
    const other = second[index] ?? null;
    return value === null || other === null ? [] : [value - other];
  });
  const sizes = differences.map(Math.abs);
  const found = valueOf(signedRank(differences, { alternative, reference: referenceOf(input, new Set(sizes).size < sizes.length || sizes.includes(0)) }));
  const shift = input.ci === true ? shiftFields(valueOf(pseudomedian(differences, { reference: found.reference, alternative }))) : {};
  return { W: found.statistic, p: found.p, method: `Wilcoxon signed rank ${NAMES[found.reference]}`, alternative: alternativeName(alternative), ...shift };
}

/** Rank sum, signed rank, permutation and Kruskal-Wallis tests. */
export const adapter: MethodAdapter = {
  method: 'mann_whitney',
  run(input, context) {
    if (input.group !== undefined) {
      const { groups } = valueOf(groupsOf(tableOf(input, context), textField(input, 'value'), textField(input, 'group')));
      const found = valueOf(kruskalWallis(groups));
      return ok({ chisq: found.chiSquare, df: found.degreesOfFreedom, p: found.p });
    }
    const [first, second] = [valuesOf(input.x, context), valuesOf(input.y, context)];
    if (input.paired === true) return ok(pairs(input, first, second));
    if (/\bcoin::|wilcox\.exact/.test(context.call)) {
      const found = valueOf(rankPermutation(present(first), present(second)));
      return ok({ p_two_sided_exact: found.pTwoSided, z: found.z, p_exactRankTests: found.pTwoSided });
    }
    return ok(twoSamples(input, present(first), present(second)));
  },
};
