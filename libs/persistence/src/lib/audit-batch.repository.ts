import { nextEntry, type AuditEntry, type AuditEvent, type ChainHead } from '@echocohort/audit';
import { appendAudit, type StudyRef } from './audit.repository.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

const ROWS_AT_ONCE = 500;

/**
 * Adds many events in order, as `appendAudit` adds one, in few statements: a lock writes one event a case. Call it
 * last in the transaction.
 */
export async function appendAuditAll(tx: Tx, study: StudyRef, events: readonly AuditEvent[]): Promise<void> {
  const [first, ...rest] = events;
  if (first === undefined) return;
  // The first one takes hold of the chain until the transaction ends.
  let head: ChainHead = await appendAudit(tx, study, first);
  const entries: AuditEntry[] = [];
  for (const event of rest) {
    const entry = nextEntry(head, { at: tx.at, studyCode: study.code, actor: tx.identity.person, roles: tx.identity.roles, event });
    entries.push(entry);
    head = entry;
  }
  for (let from = 0; from < entries.length; from += ROWS_AT_ONCE) {
    await tx.prisma.auditEvent.createMany({
      data: entries.slice(from, from + ROWS_AT_ONCE).map((entry) => ({
        studyId: study.id, seq: BigInt(entry.seq), at: tx.at, actorId: entry.actor, roles: [...entry.roles], centreId: entry.centre,
        type: entry.type, caseCode: entry.case, payload: jsonValue(entry.payload), prev: entry.prev, hash: entry.hash,
      })),
    });
  }
}
