import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import type { QueryThreadRow } from './query-threads.repository.ts';

const include = {
  lesion: { select: { code: true } },
  messages: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { author: { select: { name: true } } } },
} satisfies Prisma.QueryThreadInclude;

const asThread = (row: Prisma.QueryThreadGetPayload<{ include: typeof include }>): QueryThreadRow => ({
  id: row.id, caseId: row.lesionId, caseCode: row.lesion.code, centre: row.centreId, slot: row.slotCode, item: row.itemCode, reasonCode: row.reasonCode,
  status: row.status, version: row.version, raisedAt: row.raisedAt,
  messages: row.messages.map(({ id, author, kind, body, at }) => ({ id, author: author.name, kind, body, at })),
});

/** A query with its messages, when this identity may see it. */
export async function findThread(tx: Tx, queryId: string): Promise<QueryThreadRow | null> {
  const row = await tx.prisma.queryThread.findUnique({ where: { id: queryId }, include });
  return row === null ? null : asThread(row);
}

export interface NewThread {
  readonly caseId: string;
  readonly centre: string;
  readonly slot: string | null;
  readonly item: string | null;
  readonly reasonCode: string;
  readonly body: string;
}

/** Opens a query with its first message. */
export async function openThread(tx: Tx, thread: NewThread, raisedById: string): Promise<QueryThreadRow> {
  const { caseId, centre, slot, item, reasonCode, body } = thread;
  const row = await tx.prisma.queryThread.create({
    data: {
      lesionId: caseId, centreId: centre, slotCode: slot, itemCode: item, reasonCode, raisedById, raisedAt: tx.at,
      messages: { create: { authorId: raisedById, kind: 'raised', body, at: tx.at } },
    },
    include,
  });
  return asThread(row);
}

export interface NewMessage {
  readonly kind: 'answered' | 'replaced-image' | 'closed' | 'reopened';
  readonly body: string;
  /** Where the query stands with this message. */
  readonly status: 'open' | 'answered' | 'closed';
}

/** Adds a message and moves the query on; null when somebody else did so since this version was read. */
export async function addToThread(tx: Tx, thread: QueryThreadRow, message: NewMessage, authorId: string): Promise<QueryThreadRow | null> {
  const { status, kind, body } = message;
  const { count } = await tx.prisma.queryThread.updateMany({
    where: { id: thread.id, version: thread.version },
    data: { status, version: thread.version + 1, ...(status === 'closed' ? { closedAt: tx.at } : {}) },
  });
  if (count === 0) return null;
  await tx.prisma.queryMessage.create({ data: { threadId: thread.id, centreId: thread.centre, authorId, kind, body, at: tx.at }, select: { id: true } });
  return findThread(tx, thread.id);
}

/** Where a page of queries goes on: after this moment and id. */
export interface ThreadCursor {
  readonly raisedAt: Date;
  readonly id: string;
}

/** Queries of the visible centres, the newest first. */
export async function pageOfThreads(tx: Tx, status: string | undefined, after: ThreadCursor | null, limit: number): Promise<QueryThreadRow[]> {
  const older: Prisma.QueryThreadWhereInput = after === null ? {} : { OR: [{ raisedAt: { lt: after.raisedAt } }, { raisedAt: after.raisedAt, id: { gt: after.id } }] };
  const rows = await tx.prisma.queryThread.findMany({ where: { AND: [status === undefined ? {} : { status }, older] }, include, orderBy: [{ raisedAt: 'desc' }, { id: 'asc' }], take: limit });
  return rows.map(asThread);
}

/** How many queries stand open, answered and closed. */
export async function countThreads(tx: Tx): Promise<{ open: number; answered: number; closed: number }> {
  const rows = await tx.prisma.queryThread.groupBy({ by: ['status'], _count: { _all: true } });
  const of = (status: string): number => rows.find((row) => row.status === status)?._count._all ?? 0;
  return { open: of('open'), answered: of('answered'), closed: of('closed') };
}
