import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { normalReach } from '../distributions/normal.ts';

/** Proportions of independent groups compared. */
export interface ProportionTest {
  readonly method: 'proportions' | 'proportions-corrected' | 'proportion-trend';
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly proportions: readonly number[];
  /** Of the difference of two proportions (normal theory, cut to [-1, 1]); null for more than two groups. */
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number } | null;
}

interface Groups {
  readonly proportions: readonly number[];
  readonly all: number;
}

function checked(events: readonly number[], sizes: readonly number[]): Result<Groups> {
  if (events.length !== sizes.length || events.length < 2) return refuse({ code: 'lengths-differ', detail: 'Each group needs its number of events and its size, and there must be two groups at least.' });
  if (events.some((count, group) => !(count >= 0 && count <= (sizes[group] ?? -1) && (sizes[group] ?? 0) > 0))) return refuse({ code: 'counts-invalid', detail: 'Events must lie between 0 and the size of their group, which is not empty.' });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const all = sum(events) / sum(sizes);
  if (all === 0 || all === 1) return refuse({ code: 'one-class', detail: 'Nobody or everybody had the event, so there is nothing to compare.' });
  return ok({ proportions: events.map((count, group) => count / (sizes[group] ?? NaN)), all });
}

/** Test of equal proportions (R's prop.test); the correction applies to two groups only. */
export function proportionTest(events: readonly number[], sizes: readonly number[], options: { readonly corrected?: boolean; readonly level?: number } = {}): Result<ProportionTest> {
  const groups = checked(events, sizes);
  if (!groups.ok) return groups;
  const { proportions, all } = groups.value;
  const [level, two] = [options.level ?? 0.95, events.length === 2];
  const difference = (proportions[0] ?? 0) - (proportions[1] ?? 0);
  const inverse = sizes.reduce((sum, size) => sum + 1 / size, 0);
  const step = options.corrected && two ? Math.min(0.5, Math.abs(difference) / inverse) : 0;
  const chiSquare = events.reduce((sum, count, group) => {
    const size = sizes[group] ?? 0;
    const gap = Math.max(0, Math.abs(count - size * all) - step) ** 2;
    return sum + gap / (size * all) + gap / (size * (1 - all));
  }, 0);
  const reach = normalReach(level) * Math.sqrt(proportions.reduce((sum, share, group) => sum + (share * (1 - share)) / (sizes[group] ?? NaN), 0)) + step * inverse;
  const degreesOfFreedom = events.length - 1;
  return ok({
    method: options.corrected ? 'proportions-corrected' : 'proportions', chiSquare, degreesOfFreedom, p: chiSquareUpperTail(chiSquare, degreesOfFreedom), proportions,
    interval: two ? { level, lower: Math.max(-1, difference - reach), upper: Math.min(1, difference + reach) } : null,
  });
}

/** Chi-square test of a trend of proportions over ordered groups (R's prop.trend.test). */
export function proportionTrend(events: readonly number[], sizes: readonly number[], scores: readonly number[] = events.map((_, group) => group + 1)): Result<ProportionTest> {
  const groups = checked(events, sizes);
  if (!groups.ok) return groups;
  if (scores.length !== events.length) return refuse({ code: 'lengths-differ', detail: 'Each group needs a score.' });
  const { proportions, all } = groups.value;
  const sum = (of: (size: number, score: number, group: number) => number): number => sizes.reduce((total, size, group) => total + of(size, scores[group] ?? 0, group), 0);
  const total = sum((size) => size);
  const middle = sum((size, score) => size * score) / total;
  const slope = sum((size, score, group) => ((events[group] ?? 0) - size * all) * (score - middle));
  const spread = sum((size, score) => size * (score - middle) ** 2);
  const chiSquare = slope ** 2 / (spread * all * (1 - all));
  if (!Number.isFinite(chiSquare)) return refuse({ code: 'data-constant', detail: 'The scores of the groups are all the same.' });
  return ok({ method: 'proportion-trend', chiSquare, degreesOfFreedom: 1, p: chiSquareUpperTail(chiSquare, 1), proportions, interval: null });
}
