import { EMPTY_CHAIN, nextEntry, type AuditEntry, type AuditEvent, type ChainHead } from '@echocohort/audit';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** The study whose chain an event joins. */
export interface StudyRef {
  readonly id: string;
  readonly code: string;
}

/** The end of a study's chain. Holds the chain until the transaction ends, so that nobody else attaches meanwhile. */
async function holdChainHead(tx: Tx, studyId: string): Promise<ChainHead> {
  const rows = await tx.prisma.$queryRaw<{ seq: bigint | null; hash: string | null }[]>`SELECT seq, hash FROM audit_head(${studyId}::uuid)`;
  const head = rows[0];
  return head === undefined || head.seq === null || head.hash === null ? EMPTY_CHAIN : { seq: Number(head.seq), hash: head.hash };
}

/**
 * Adds an event to the study's chain, in the transaction of the change that it tells of. The actor and the roles are
 * those of the transaction; `actor` names another person only where the service acts for somebody not yet signed in.
 * Call it last: it makes other writers of the study wait until the transaction ends.
 */
export async function appendAudit(tx: Tx, study: StudyRef, event: AuditEvent, actor: string | null = tx.identity.person): Promise<AuditEntry> {
  const head = await holdChainHead(tx, study.id);
  const entry = nextEntry(head, { at: tx.at, studyCode: study.code, actor, roles: tx.identity.roles, event });
  // Written without reading back: most roles may add to the trail but not read it.
  await tx.prisma.auditEvent.createMany({
    data: {
      studyId: study.id, seq: BigInt(entry.seq), at: tx.at, actorId: entry.actor, roles: [...entry.roles], centreId: entry.centre,
      type: entry.type, caseCode: entry.case, payload: jsonValue(entry.payload), prev: entry.prev, hash: entry.hash,
    },
  });
  return entry;
}

/** A page of the chain in order, as far as this identity may read it. */
export async function readAuditEntries(tx: Tx, study: StudyRef, afterSeq: number, limit: number): Promise<AuditEntry[]> {
  const rows = await tx.prisma.auditEvent.findMany({ where: { studyId: study.id, seq: { gt: BigInt(afterSeq) } }, orderBy: { seq: 'asc' }, take: limit });
  return rows.map((row) => ({
    seq: Number(row.seq), at: row.at.toISOString(), studyCode: study.code, actor: row.actorId, roles: row.roles, centre: row.centreId,
    type: row.type, case: row.caseCode, payload: row.payload, prev: row.prev, hash: row.hash,
  }));
}

/** Which events of a study a list shows. */
export interface AuditFilter {
  readonly type?: string | undefined;
  /** Lesion code. */
  readonly caseCode?: string | undefined;
  /** Only events before this number. */
  readonly beforeSeq?: number | undefined;
}

/** Events of a study, newest first, as far as this identity may read them. */
export async function latestAuditEntries(tx: Tx, study: StudyRef, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const rows = await tx.prisma.auditEvent.findMany({
    where: {
      studyId: study.id,
      ...(filter.type === undefined ? {} : { type: filter.type }),
      ...(filter.caseCode === undefined ? {} : { caseCode: filter.caseCode }),
      ...(filter.beforeSeq === undefined ? {} : { seq: { lt: BigInt(filter.beforeSeq) } }),
    },
    orderBy: { seq: 'desc' },
    take: limit,
  });
  return rows.map((row) => ({
    seq: Number(row.seq), at: row.at.toISOString(), studyCode: study.code, actor: row.actorId, roles: row.roles, centre: row.centreId,
    type: row.type, case: row.caseCode, payload: row.payload, prev: row.prev, hash: row.hash,
  }));
}
