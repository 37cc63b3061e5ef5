import { nextEntry, type AuditEntry, type AuditEvent, type ChainHead } from '@echocohort/audit';
import { appendAudit, type StudyRef } from './audit.repository.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

const ROWS_AT_ONCE = 500;

/** The columns of these entries as JSON, for one statement; its plan is the same for one row and for five hundred. */
const rowsText = (entries: readonly AuditEntry[]): string =>
  JSON.stringify(entries.map(({ seq, actor, roles, centre, type, case: code, payload, prev, hash }) => ({ seq, actor, roles, centre, type, code, payload: jsonValue(payload), prev, hash })));

const insertRows = (tx: Tx, study: StudyRef, entries: readonly AuditEntry[]): Promise<number> => tx.prisma.$executeRaw`
  INSERT INTO audit_event (study_id, seq, at, actor_id, roles, centre_id, type, case_code, payload, prev, hash)
  SELECT ${study.id}::uuid, e.seq, ${tx.at}, e.actor, e.roles, e.centre, e.type, e.code, e.payload, e.prev, e.hash
  FROM jsonb_to_recordset(${rowsText(entries)}::jsonb) AS e(seq bigint, actor uuid, roles text[], centre text, type text, code text, payload jsonb, prev text, hash text)`;

/**
 * Adds many events in order, as `appendAudit` adds one, in few statements: a lock writes one event a case. Call it
 * last in the transaction.
 */
export async function appendAuditAll(tx: Tx, study: StudyRef, events: readonly AuditEvent[]): Promise<void> {
  const [first, ...rest] = events;
  if (first === undefined) return;
  // The first one takes hold of the chain until the transaction ends.
  let head: ChainHead = await appendAudit(tx, study, first);
  for (let from = 0; from < rest.length; from += ROWS_AT_ONCE) {
    const entries: AuditEntry[] = [];
    for (const event of rest.slice(from, from + ROWS_AT_ONCE)) {
      const entry = nextEntry(head, { at: tx.at, studyCode: study.code, actor: tx.identity.person, roles: tx.identity.roles, event });
      entries.push(entry);
      head = entry;
    }
    await insertRows(tx, study, entries);
  }
}
