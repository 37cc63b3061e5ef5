import type { Criterion, CohortDefinition } from './cohort-definition.ts';

/** Which part of the study a lesion serves. */
export type StudySet = 'training' | 'internal_validation' | 'external_validation';

export const STUDY_SETS: readonly StudySet[] = ['training', 'internal_validation', 'external_validation'];

export type ItemValue = string | number | boolean | null;

/** A case as a cohort sees it: no outcome. */
export interface CohortCase {
  readonly id: string;
  /** Lesion code. */
  readonly code: string;
  /** Subject code. */
  readonly subject: string;
  readonly centre: string;
  readonly state: string;
  readonly eligibility: { readonly verdict: 'eligible' | 'excluded' | 'not-yet-known'; readonly primaryReason: string | null };
  /** Values of the items of all forms; null or absent when missing. */
  readonly items: Readonly<Record<string, ItemValue>>;
}

/** States in which the panel has accepted a case. */
const ACCEPTED = new Set(['accepted', 'locked']);

/** Where a case stands: in exactly one of these places. */
export type CohortStanding =
  | { readonly kind: 'included' }
  | { readonly kind: 'excluded'; readonly reason: string }
  | { readonly kind: 'pending'; readonly reason: 'eligibility' | 'panel' };

function order(left: ItemValue, right: ItemValue): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return null;
}

/** A missing value meets no criterion but `is-missing`: nobody is included for what is not known. */
export function meetsCriterion(value: ItemValue, criterion: Criterion): boolean {
  const missing = value === null || value === '';
  if (criterion.operator === 'is-missing') return missing;
  if (missing) return false;
  if (criterion.operator === 'is-present') return true;
  const wanted = criterion.value;
  if (wanted === undefined) return false;
  if (Array.isArray(wanted)) return criterion.operator === 'in' && wanted.some((entry) => entry === value);
  const difference = order(value, wanted);
  switch (criterion.operator) {
    case '=': return value === wanted;
    case '!=': return value !== wanted;
    case '<': return difference !== null && difference < 0;
    case '<=': return difference !== null && difference <= 0;
    case '>': return difference !== null && difference > 0;
    case '>=': return difference !== null && difference >= 0;
    case 'in': return false;
  }
}

/**
 * The one place of a case in the flow chart, decided in this order: withdrawn, excluded by a criterion of the study,
 * outside the cohort's centres, not yet judged, not yet accepted by the panel, outside the cohort's own criteria.
 */
export function standingOf(entry: CohortCase, definition: CohortDefinition): CohortStanding {
  if (entry.state === 'withdrawn') return { kind: 'excluded', reason: 'withdrawn' };
  if (entry.eligibility.verdict === 'excluded') return { kind: 'excluded', reason: entry.eligibility.primaryReason ?? 'unnamed' };
  if (definition.centres !== null && !definition.centres.includes(entry.centre)) return { kind: 'excluded', reason: 'other-centre' };
  if (entry.eligibility.verdict === 'not-yet-known') return { kind: 'pending', reason: 'eligibility' };
  if (!ACCEPTED.has(entry.state)) return { kind: 'pending', reason: 'panel' };
  const failed = definition.criteria.findIndex((criterion) => !meetsCriterion(entry.items[criterion.item] ?? null, criterion));
  return failed < 0 ? { kind: 'included' } : { kind: 'excluded', reason: `criterion-${failed + 1}` };
}

/** The cases of a cohort, by lesion code. */
export const selectCohort = (cases: readonly CohortCase[], definition: CohortDefinition): CohortCase[] =>
  cases.filter((entry) => standingOf(entry, definition).kind === 'included').sort((a, b) => (a.code < b.code ? -1 : 1));
