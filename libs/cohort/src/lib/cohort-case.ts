import { meetsCondition, type ItemValue } from './cohort-condition.ts';
import type { CohortDefinition } from './cohort-definition.ts';

/** Which part of the study a lesion serves. */
export type StudySet = 'training' | 'internal_validation' | 'external_validation';

export const STUDY_SETS: readonly StudySet[] = ['training', 'internal_validation', 'external_validation'];

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
  /** Values of the items of all forms and of the facts of the case; null or absent when missing. */
  readonly items: Readonly<Record<string, ItemValue>>;
  /** Roots of the snapshots that hold it. */
  readonly snapshots?: readonly string[];
}

/** States in which the panel has accepted a case. */
const ACCEPTED = new Set(['accepted', 'locked']);

/** Where a case stands: in exactly one of these places. */
export type CohortStanding =
  | { readonly kind: 'included' }
  | { readonly kind: 'excluded'; readonly reason: string }
  | { readonly kind: 'pending'; readonly reason: 'eligibility' | 'panel' };

/**
 * The one place of a case in the flow chart, decided in this order: withdrawn, excluded by a criterion of the study,
 * outside the cohort's centres, outside the snapshot that it succeeds, not yet judged, not yet accepted by the panel,
 * outside the cohort's own conditions.
 */
export function standingOf(entry: CohortCase, definition: CohortDefinition): CohortStanding {
  if (entry.state === 'withdrawn') return { kind: 'excluded', reason: 'withdrawn' };
  if (entry.eligibility.verdict === 'excluded') return { kind: 'excluded', reason: entry.eligibility.primaryReason ?? 'unnamed' };
  if (definition.centres !== null && !definition.centres.includes(entry.centre)) return { kind: 'excluded', reason: 'other-centre' };
  if (definition.successorOf !== undefined && !entry.snapshots?.includes(definition.successorOf)) return { kind: 'excluded', reason: 'other-snapshot' };
  if (entry.eligibility.verdict === 'not-yet-known') return { kind: 'pending', reason: 'eligibility' };
  if (!ACCEPTED.has(entry.state)) return { kind: 'pending', reason: 'panel' };
  const failed = definition.criteria.findIndex((condition) => !meetsCondition((item) => entry.items[item] ?? null, condition));
  return failed < 0 ? { kind: 'included' } : { kind: 'excluded', reason: `criterion-${failed + 1}` };
}

/** The cases of a cohort, by lesion code. */
export const selectCohort = (cases: readonly CohortCase[], definition: CohortDefinition): CohortCase[] =>
  cases.filter((entry) => standingOf(entry, definition).kind === 'included').sort((a, b) => (a.code < b.code ? -1 : 1));
