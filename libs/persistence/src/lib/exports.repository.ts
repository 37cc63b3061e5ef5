import type { Prisma } from '../generated/prisma/client.ts';
import { agreementNamed, agreementNameOf, type AgreementName } from './agreements.repository.ts';
import type { Tx } from './database.ts';

export type ExportStatus = 'queued' | 'running' | 'finished' | 'failed';

/** An export that somebody asked for. */
export interface ExportRow {
  readonly id: string;
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly status: ExportStatus;
  readonly progress: number;
  readonly key: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly error: string | null;
  readonly requestedAt: Date;
  readonly requestedById: string;
  readonly requestedBy: string;
  /** Under which agreement it was asked for. */
  readonly agreement: string | null;
  /** The version of the study's agreement that who asked agreed to by asking. */
  readonly document: AgreementName | null;
}

const include = { snapshot: { select: { root: true } }, requestedBy: { select: { name: true } }, document: agreementNamed } satisfies Prisma.ExportRequestInclude;
const statusOf = (text: string): ExportStatus => (text === 'running' || text === 'finished' || text === 'failed' ? text : 'queued');

const asExport = (row: Prisma.ExportRequestGetPayload<{ include: typeof include }>): ExportRow => ({
  id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshot.root, status: statusOf(row.status), progress: row.progress, key: row.key,
  sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes), sha256: row.sha256, error: row.error, requestedAt: row.requestedAt, requestedById: row.requestedById,
  requestedBy: row.requestedBy.name, agreement: row.agreement, document: agreementNameOf(row.document),
});

export async function insertExport(tx: Tx, snapshotId: string, requestedById: string, agreement: string | null, agreementId: string | null = null): Promise<ExportRow> {
  return asExport(await tx.prisma.exportRequest.create({ data: { snapshotId, requestedById, requestedAt: tx.at, agreement, agreementId }, include }));
}

export async function findExport(tx: Tx, studyId: string, exportId: string): Promise<ExportRow | null> {
  const row = await tx.prisma.exportRequest.findFirst({ where: { id: exportId, snapshot: { studyId } }, include });
  return row === null ? null : asExport(row);
}

/** Exports of a snapshot, the newest first. */
export async function listExports(tx: Tx, snapshotId: string): Promise<ExportRow[]> {
  const rows = await tx.prisma.exportRequest.findMany({ where: { snapshotId }, include, orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asExport);
}

/** Where the making stands. A finished export never goes back. */
export async function setExportProgress(tx: Tx, exportId: string, progress: number): Promise<void> {
  await tx.prisma.exportRequest.updateMany({ where: { id: exportId, status: { not: 'finished' } }, data: { status: 'running', progress, error: null } });
}

/** False when it was finished before. */
export async function finishExport(tx: Tx, exportId: string, made: { readonly key: string; readonly sizeBytes: number; readonly sha256: string }): Promise<boolean> {
  const { count } = await tx.prisma.exportRequest.updateMany({
    where: { id: exportId, status: { not: 'finished' } },
    data: { status: 'finished', progress: 1, key: made.key, sizeBytes: BigInt(made.sizeBytes), sha256: made.sha256, error: null, finishedAt: tx.at },
  });
  return count === 1;
}

export async function failExport(tx: Tx, exportId: string, error: string): Promise<void> {
  await tx.prisma.exportRequest.updateMany({ where: { id: exportId, status: { not: 'finished' } }, data: { status: 'failed', error, finishedAt: tx.at } });
}

/** Who took what, and when. */
export async function recordDownload(tx: Tx, exportId: string, personId: string, under: { readonly agreement: string | null; readonly agreementId: string | null }): Promise<void> {
  await tx.prisma.exportDownload.create({ data: { exportId, personId, at: tx.at, ...under }, select: { id: true } });
}

/** Whether a person has begun to take an export since then: what follows belongs to that download. */
export async function downloadedSince(tx: Tx, exportId: string, personId: string, since: Date): Promise<boolean> {
  return (await tx.prisma.exportDownload.count({ where: { exportId, personId, at: { gte: since } } })) > 0;
}

/** One line of the ledger: who took which export, when, under which agreement. */
export interface DownloadRow {
  readonly exportId: string;
  readonly person: string;
  readonly at: Date;
  readonly agreement: string | null;
  /** The version of the study's agreement that they had agreed to. */
  readonly document: AgreementName | null;
  readonly sha256: string | null;
}

/** Everything that was taken of a snapshot, the newest first. */
export async function listDownloads(tx: Tx, snapshotId: string): Promise<DownloadRow[]> {
  const rows = await tx.prisma.exportDownload.findMany({
    where: { export: { snapshotId } }, orderBy: [{ at: 'desc' }, { id: 'asc' }],
    select: { exportId: true, at: true, agreement: true, document: agreementNamed, person: { select: { name: true } }, export: { select: { agreement: true, sha256: true } } },
  });
  return rows.map(({ exportId, at, agreement, document, person, export: made }) => ({ exportId, at, person: person.name, agreement: agreement ?? made.agreement, document: agreementNameOf(document), sha256: made.sha256 }));
}
