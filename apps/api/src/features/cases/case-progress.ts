import { isCaseState, nextState, type CaseEvent, type CaseFacts } from '@echocohort/case-state';
import { ok, type Result } from '@echocohort/kernel';
import { appendAudit, loadCaseContents, setCaseState, type CaseContent, type CaseRow, type Tx } from '@echocohort/persistence';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { caseFacts } from './case-facts.ts';

/** Where a case stands after a change. */
export interface Progress {
  readonly case: CaseRow;
  readonly content: CaseContent;
  readonly facts: CaseFacts;
}

/** Reads everything that decides the state of one case. */
export async function loadCase(tx: Tx, study: CurrentStudy, row: CaseRow): Promise<Progress> {
  const content = (await loadCaseContents(tx, [row])).get(row.id);
  if (content === undefined) throw new Error('a case without content');
  return { case: row, content, facts: caseFacts(content, study.definition) };
}

/**
 * Moves a held case as the table of case states says after a change, in the transaction of the change. Always counts
 * the version up. `cause` is the audit event that moved it, for instance `image.stored`. Refusals (a locked case) come
 * back as values: the caller must not have written anything before that it does not undo.
 */
export async function advanceCase(tx: Tx, study: CurrentStudy, held: CaseRow, event: CaseEvent, cause: string): Promise<Result<Progress>> {
  const before = await loadCase(tx, study, held);
  if (!isCaseState(held.state)) throw new Error('a stored case state is unknown');
  const next = nextState(held.state, event, before.facts);
  if (!next.ok) return next;
  const row = await setCaseState(tx, held, next.value.state);
  if (next.value.changed) {
    await appendAudit(tx, studyRef(study), { type: 'case.state-changed', centre: row.centre, case: row.code, payload: { from: held.state, to: next.value.state, cause } });
  }
  return ok({ ...before, case: row });
}
