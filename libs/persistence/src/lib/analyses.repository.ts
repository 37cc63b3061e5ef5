import { z } from 'zod';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

export type AnalysisStatus = 'queued' | 'running' | 'finished' | 'failed';

/** Analyses that somebody asked for. */
export interface AnalysisRow {
  readonly id: string;
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly status: AnalysisStatus;
  readonly progress: number;
  readonly runs: readonly string[];
  readonly language: 'zh' | 'en';
  readonly resultSha256: string | null;
  readonly reportSha256: string | null;
  readonly reportBytes: number | null;
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly requestedAt: Date;
  readonly requestedById: string;
  readonly finishedAt: Date | null;
}

const include = { snapshot: { select: { root: true } } } satisfies Prisma.AnalysisInclude;
const statusOf = (text: string): AnalysisStatus => (text === 'running' || text === 'finished' || text === 'failed' ? text : 'queued');

const asAnalysis = (row: Prisma.AnalysisGetPayload<{ include: typeof include }>): AnalysisRow => ({
  id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshot.root, status: statusOf(row.status), progress: row.progress, runs: z.array(z.string()).parse(row.runs),
  language: row.language === 'zh' ? 'zh' : 'en', resultSha256: row.resultSha256, reportSha256: row.reportSha256, reportBytes: row.reportBytes === null ? null : Number(row.reportBytes),
  error: row.errorCode === null ? null : { code: row.errorCode, detail: row.errorDetail ?? '' }, requestedAt: row.requestedAt, requestedById: row.requestedById, finishedAt: row.finishedAt,
});

export async function insertAnalysis(tx: Tx, analysis: { readonly snapshotId: string; readonly runs: readonly string[]; readonly language: 'zh' | 'en' }, requestedById: string): Promise<AnalysisRow> {
  return asAnalysis(await tx.prisma.analysis.create({ data: { snapshotId: analysis.snapshotId, runs: [...analysis.runs], language: analysis.language, requestedById, requestedAt: tx.at }, include }));
}

export async function findAnalysis(tx: Tx, studyId: string, analysisId: string): Promise<AnalysisRow | null> {
  const row = await tx.prisma.analysis.findFirst({ where: { id: analysisId, snapshot: { studyId } }, include });
  return row === null ? null : asAnalysis(row);
}

/** Analyses of a snapshot, the newest first. */
export async function listAnalyses(tx: Tx, snapshotId: string): Promise<AnalysisRow[]> {
  const rows = await tx.prisma.analysis.findMany({ where: { snapshotId }, include, orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asAnalysis);
}

/** Where the making stands. A finished analysis never goes back. */
export async function setAnalysisProgress(tx: Tx, analysisId: string, progress: number): Promise<void> {
  await tx.prisma.analysis.updateMany({ where: { id: analysisId, status: { not: 'finished' } }, data: { status: 'running', progress, errorCode: null, errorDetail: null } });
}

/** False when it was finished before. */
export async function finishAnalysis(tx: Tx, analysisId: string, made: { readonly resultSha256: string; readonly reportSha256: string; readonly reportBytes: number }): Promise<boolean> {
  const { count } = await tx.prisma.analysis.updateMany({
    where: { id: analysisId, status: { not: 'finished' } },
    data: { status: 'finished', progress: 1, resultSha256: made.resultSha256, reportSha256: made.reportSha256, reportBytes: BigInt(made.reportBytes), errorCode: null, errorDetail: null, finishedAt: tx.at },
  });
  return count === 1;
}

export async function failAnalysis(tx: Tx, analysisId: string, error: { readonly code: string; readonly detail: string }): Promise<void> {
  await tx.prisma.analysis.updateMany({ where: { id: analysisId, status: { not: 'finished' } }, data: { status: 'failed', errorCode: error.code, errorDetail: error.detail, finishedAt: tx.at } });
}
