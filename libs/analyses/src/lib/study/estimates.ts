import type { Refusal, Result } from '@echocohort/kernel';
import { displayP, type AucEstimate, type ClusteredAuc, type Proportion } from '@echocohort/statistics';
import type { AnalysisEstimate, Provenance, RefusedNumber, TestResult, Unit } from '../results/estimate.schema.ts';

export const refusedBy = ({ code, detail }: Refusal): RefusedNumber => ({ code, detail });

/** What every number of one analysis shares. */
export interface Basis {
  readonly unit: Unit;
  readonly source: readonly string[];
  readonly ids: string | null;
  readonly dropped: number;
}

const provenance = (method: string, reference: string, { unit, source }: Pick<Basis, 'unit' | 'source'>): Provenance => ({ method, reference, source: [...source], unit });

/** A number that cannot be estimated, and why. */
export function refusedEstimate(method: string, reference: string, refusal: Refusal, basis: Basis, n: number, events: number | null): AnalysisEstimate {
  return { ...provenance(method, reference, basis), value: null, lower: null, upper: null, level: null, intervalMethod: null, n, events, dropped: basis.dropped, ids: basis.ids, warnings: [], refusal: refusedBy(refusal) };
}

const finite = (value: number | null | undefined): number | null => (value === null || value === undefined || !Number.isFinite(value) ? null : value);

interface Interval {
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: string;
}

/** A number with its interval. A value or limit that is not finite is never written: the number is refused or the limit left out. */
export function estimateOf(method: string, reference: string, { value, lower, upper, level, method: intervalMethod }: Interval, basis: Basis, n: number, events: number | null, warnings: readonly string[] = []): AnalysisEstimate {
  if (!Number.isFinite(value)) return refusedEstimate(method, reference, { code: 'not-estimable', detail: 'The number does not exist for these data.' }, basis, n, events);
  const [low, high] = [finite(lower), finite(upper)];
  const interval = low === null && high === null ? null : intervalMethod;
  return { ...provenance(method, reference, basis), value, lower: low, upper: high, level: interval === null ? null : level, intervalMethod: interval, n, events, dropped: basis.dropped, ids: basis.ids, warnings: [...warnings], refusal: null };
}

/** A proportion with Wilson's interval; without a denominator it is not estimable. */
export function proportionEstimate({ value, lower, upper, level, n, events }: Proportion, basis: Basis): AnalysisEstimate {
  if (value === null) return refusedEstimate('proportion', 'Hmisc::binconf', { code: 'no-denominator', detail: 'Nobody is in the denominator of this proportion.' }, basis, n, events);
  return estimateOf('proportion', 'Hmisc::binconf', { value, lower, upper, level, method: 'wilson' }, basis, n, events);
}

/** An area with DeLong's interval. One of no width would claim certainty, so it is left out with a warning. */
export function aucEstimate(found: Result<AucEstimate>, basis: Basis, n: number, events: number): AnalysisEstimate {
  if (!found.ok) return refusedEstimate('auc-delong', 'pROC::ci.auc', found.refusal, basis, n, events);
  const { auc, interval, warnings } = found.value;
  const known = warnings.length === 0;
  return estimateOf('auc-delong', 'pROC::ci.auc', { value: auc, lower: known ? interval.lower : null, upper: known ? interval.upper : null, level: interval.level, method: 'delong' }, basis, n, events, warnings);
}

export function clusteredAucEstimate(found: Result<ClusteredAuc>, basis: Basis, n: number, events: number): AnalysisEstimate {
  if (!found.ok) return refusedEstimate('auc-clustered', 'Obuchowski 1997', found.refusal, basis, n, events);
  const { auc, interval, variance } = found.value;
  const known = variance > 0;
  return estimateOf('auc-clustered', 'Obuchowski 1997', { value: auc, lower: known ? interval.lower : null, upper: known ? interval.upper : null, level: interval.level, method: 'obuchowski' }, basis, n, events, known ? [] : ['no-variance']);
}

/** What a test found. */
export interface Tested {
  readonly statistic: number | null;
  readonly degreesOfFreedom?: readonly number[];
  readonly p: number | null;
  readonly warnings?: readonly string[];
}

const NOT_ESTIMABLE = 'not estimable';

/** A test as it is reported; `shown` never reads 0.000. */
export function testOf(method: string, reference: string, found: Result<Tested>, basis: Omit<Basis, 'dropped'>, n: number): TestResult {
  const known = found.ok ? found.value : null;
  const p = finite(known?.p);
  return {
    ...provenance(method, reference, basis), statistic: finite(known?.statistic), degreesOfFreedom: [...(known?.degreesOfFreedom ?? [])].filter(Number.isFinite), p, shown: p === null ? NOT_ESTIMABLE : displayP(p),
    adjusted: null, adjustedShown: null, n, ids: basis.ids, warnings: [...(known?.warnings ?? [])], refusal: found.ok ? (p === null ? { code: 'not-estimable', detail: 'The test gives no p for these data.' } : null) : refusedBy(found.refusal),
  };
}

/** The tests of one family with their p adjusted for each other. */
export function withAdjusted(tests: readonly TestResult[], adjusted: readonly (number | null)[]): TestResult[] {
  return tests.map((test, at) => {
    const p = adjusted[at] ?? null;
    return { ...test, adjusted: p, adjustedShown: p === null ? null : displayP(p) };
  });
}
