import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import type { ProbabilitySample } from './probability-sample.ts';

/** One group of similar risk. */
export interface RiskGroup {
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The Hosmer-Lemeshow test. */
export interface HosmerLemeshow {
  readonly method: 'hosmer-lemeshow';
  readonly groups: readonly RiskGroup[];
  readonly chiSquare: number;
  /** Where the model was fitted to these very data: groups - 2; null where none are left. */
  readonly development: { readonly degreesOfFreedom: number; readonly p: number | null };
  /** In another cohort: as many as groups. */
  readonly external: { readonly degreesOfFreedom: number; readonly p: number };
  readonly smallestExpected: number;
  readonly warnings: readonly string[];
}

/** `quantiles`: cuts at type-7 quantiles, right-closed, equal cuts merged. `equal-ranks`: groups of equal size, ties in their order. */
export type Grouping = 'quantiles' | 'equal-ranks';

function groupOf({ probabilities, n }: ProbabilitySample, count: number, grouping: Grouping): number[] | null {
  const values = Array.from(probabilities);
  if (grouping === 'equal-ranks') {
    const found = values.map(() => 0);
    for (const [rank, row] of [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0)).entries()) found[row] = Math.ceil(((rank + 1) * count) / n) - 1;
    return found;
  }
  const cuts = [...new Set(sampleQuantiles(values, Array.from({ length: count + 1 }, (_, k) => Math.min(1, k * (1 / count))), 7).map((cut) => cut ?? NaN))];
  if (cuts.length < 2) return null;
  return values.map((p) => Math.max(0, cuts.findIndex((cut) => p <= cut) - 1));
}

/** The groups in the order of their risk, those with nobody left out; rows are added in their order. */
function groupsOf({ outcomes, probabilities }: ProbabilitySample, membership: readonly number[], count: number): RiskGroup[] {
  const groups = Array.from({ length: count }, () => ({ n: 0, observed: 0, expected: 0, lowest: Infinity, highest: -Infinity }));
  for (const [row, place] of membership.entries()) {
    const [group, risk] = [groups[place], probabilities[row] ?? NaN];
    if (!group) continue;
    group.n++;
    group.observed += outcomes[row] ?? NaN;
    group.expected += risk;
    group.lowest = Math.min(group.lowest, risk);
    group.highest = Math.max(group.highest, risk);
  }
  return groups.filter(({ n }) => n > 0);
}

/** Groups by risk and compares observed with expected numbers. It depends on the grouping, and p > 0.05 does not prove calibration. */
export function hosmerLemeshow(sample: ProbabilitySample, options: { readonly groups?: number; readonly grouping?: Grouping } = {}): Result<HosmerLemeshow> {
  const { groups: count = 10, grouping = 'quantiles' } = options;
  if (!Number.isInteger(count) || count < 2) return refuse({ code: 'too-few-groups', detail: 'At least two groups are needed.' });
  const membership = groupOf(sample, count, grouping);
  if (membership === null) return refuse({ code: 'score-constant', detail: 'All probabilities are equal, so there are no groups of different risk.' });
  const groups = groupsOf(sample, membership, count);
  const smallestExpected = groups.reduce((least, { n, expected }) => Math.min(least, expected, n - expected), Infinity);
  if (!(smallestExpected > 0)) return refuse({ code: 'expected-zero', detail: 'A group has probabilities of 0 or 1 only, so its expected number is zero.' });
  const chiSquare = groups.reduce((sum, { n, observed, expected }) => sum + (observed - expected) ** 2 / expected + (observed - expected) ** 2 / (n - expected), 0);
  const left = groups.length - 2;
  return ok({
    method: 'hosmer-lemeshow', groups, chiSquare, smallestExpected,
    development: { degreesOfFreedom: left, p: left > 0 ? chiSquareUpperTail(chiSquare, left) : null },
    external: { degreesOfFreedom: groups.length, p: chiSquareUpperTail(chiSquare, groups.length) },
    warnings: [
      ...(groups.length < count ? [`groups-merged: ties leave ${groups.length} of ${count} groups`] : []),
      ...(smallestExpected < 5 ? ['small-expected: an expected number is below 5, so the chi-square distribution is rough'] : []),
    ],
  });
}
