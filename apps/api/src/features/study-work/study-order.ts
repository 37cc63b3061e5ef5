import type { CohortDefinition } from '@echocohort/cohort';
import type { routes } from '@echocohort/contracts';
import type { BodyOf, QueryOf } from '@echocohort/contracts-reading';
import type { Refusal, Result } from '@echocohort/kernel';
import type { CallerFacts } from '../../http/caller.ts';
import type { errorFacts } from '../../platform/log.ts';

/** Work that reads the whole study, as it is sent to the process that does it. */
export type StudyOrder = { readonly caller: CallerFacts } & (
  | { readonly work: 'lock'; readonly cohortId: string; readonly version: number; readonly body: BodyOf<typeof routes.lockCohort> }
  | { readonly work: 'succeed'; readonly snapshotId: string; readonly body: BodyOf<typeof routes.makeSuccessor> }
  | { readonly work: 'split'; readonly cohortId: string; readonly version: number; readonly seed: string }
  | { readonly work: 'preview' | 'baseline'; readonly cohortId: string }
  | { readonly work: 'preview-definition'; readonly definition: CohortDefinition }
  | { readonly work: 'compare-definitions'; readonly cohortId: string; readonly asked: QueryOf<typeof routes.cohortDiff> }
);

/** An order with the number under which it is answered. */
export interface StudyAsked {
  readonly id: number;
  readonly order: StudyOrder;
}

/** The answer; or a refusal that undid a transaction; or why the work broke off. */
export type StudyWord = { readonly id: number } & ({ readonly answer: Result<unknown> } | { readonly refused: Refusal } | { readonly broken: ReturnType<typeof errorFacts> });
