import type { QueryView } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { addToThread, appendAudit, type NewMessage, type Tx } from '@echocohort/persistence';
import { RefusalError } from '../../http/refusal.error.ts';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { advanceCase } from '../cases/case-progress.ts';
import { queryViewOf } from '../cases/query.view.ts';
import { queryOutdated, type ThreadInHand } from './thread-in-hand.ts';

/** Writes an answer or a closure, moves the case on, and tells the audit trail: one change. */
export async function settleQuery(tx: Tx, study: CurrentStudy, inHand: ThreadInHand, message: NewMessage, event: 'query.answered' | 'query.closed', personId: string): Promise<Result<QueryView>> {
  const thread = await addToThread(tx, inHand.thread, message, personId);
  if (thread === null) throw new RefusalError(queryOutdated);
  const advanced = await advanceCase(tx, study, inHand.case, 'query-settled', event);
  if (!advanced.ok) throw new RefusalError(advanced.refusal);
  await appendAudit(tx, studyRef(study), { type: event, centre: thread.centre, case: thread.caseCode, payload: { query: thread.id } });
  return ok(queryViewOf(thread, study.definition));
}
