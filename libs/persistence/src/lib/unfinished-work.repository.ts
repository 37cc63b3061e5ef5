import type { Tx } from './database.ts';

/** Exports that are neither finished nor failed, of all studies. */
export async function unfinishedExports(tx: Tx): Promise<string[]> {
  return (await tx.prisma.exportRequest.findMany({ where: { status: { in: ['queued', 'running'] } }, select: { id: true } })).map(({ id }) => id);
}

/** Analyses that are neither finished nor failed, of all studies. */
export async function unfinishedAnalyses(tx: Tx): Promise<string[]> {
  return (await tx.prisma.analysis.findMany({ where: { status: { in: ['queued', 'running'] } }, select: { id: true } })).map(({ id }) => id);
}
