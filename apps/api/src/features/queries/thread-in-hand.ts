import { frozen, isCaseState } from '@echocohort/case-state';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { findThread, holdCase, type CaseRow, type QueryThreadRow, type Tx } from '@echocohort/persistence';

/** A query with its held case, both as the person had read them. */
export interface ThreadInHand {
  readonly thread: QueryThreadRow;
  readonly case: CaseRow;
}

const notFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such query among those of your centres.' });

export const queryOutdated: Refusal = { code: 'version-changed', detail: 'Somebody else wrote to this query meanwhile. Look at it again, then try once more.' };

/** Holds the query's case for a change, or says why the query cannot change. */
export async function threadInHand(tx: Tx, queryId: string, version: number): Promise<Result<ThreadInHand>> {
  const seen = await findThread(tx, queryId);
  const row = seen === null ? null : await holdCase(tx, seen.caseId);
  // Read again under the hold: what another writer did meanwhile is seen now.
  const thread = row === null ? null : await findThread(tx, queryId);
  if (row === null || thread === null) return notFound;
  const shut = isCaseState(row.state) ? frozen(row.state) : null;
  if (shut) return refuse(shut);
  if (thread.version !== version) return refuse(queryOutdated);
  return ok({ thread, case: row });
}
