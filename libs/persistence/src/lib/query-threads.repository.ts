import type { Tx } from './database.ts';

/** A query with its messages, as every list shows it. */
export interface QueryThreadRow {
  readonly id: string;
  readonly caseId: string;
  readonly caseCode: string;
  readonly centre: string;
  readonly slot: string | null;
  readonly item: string | null;
  readonly reasonCode: string;
  readonly status: string;
  readonly version: number;
  readonly raisedAt: Date;
  readonly messages: readonly { readonly id: string; readonly author: string; readonly kind: string; readonly body: string; readonly at: Date }[];
}

/** All query threads of a case, the newest first. */
export async function threadsOfCase(tx: Tx, caseId: string): Promise<QueryThreadRow[]> {
  const rows = await tx.prisma.queryThread.findMany({
    where: { lesionId: caseId },
    orderBy: [{ raisedAt: 'desc' }, { id: 'asc' }],
    include: { lesion: { select: { code: true } }, messages: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { author: { select: { name: true } } } } },
  });
  return rows.map((row) => ({
    id: row.id, caseId: row.lesionId, caseCode: row.lesion.code, centre: row.centreId, slot: row.slotCode, item: row.itemCode, reasonCode: row.reasonCode,
    status: row.status, version: row.version, raisedAt: row.raisedAt,
    messages: row.messages.map((message) => ({ id: message.id, author: message.author.name, kind: message.kind, body: message.body, at: message.at })),
  }));
}

/** Notes in the live queries on a slot that its image was replaced, with the reason given. */
export async function noteReplacement(tx: Tx, of: { readonly caseId: string; readonly centre: string; readonly slot: string }, authorId: string, reason: string): Promise<void> {
  const threads = await tx.prisma.queryThread.findMany({ where: { lesionId: of.caseId, slotCode: of.slot, status: { in: ['open', 'answered'] } }, select: { id: true } });
  await tx.prisma.queryMessage.createMany({ data: threads.map(({ id }) => ({ threadId: id, centreId: of.centre, authorId, kind: 'replaced-image', body: reason, at: tx.at })) });
}
