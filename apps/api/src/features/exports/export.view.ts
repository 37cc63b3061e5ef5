import type { routes } from '@echocohort/contracts';
import type { ResponseOf } from '@echocohort/contracts-reading';
import { refuse, type Result } from '@echocohort/kernel';
import type { DownloadRow, ExportRow } from '@echocohort/persistence';

export type ExportView = ResponseOf<typeof routes.exportState>;
export type LedgerView = ResponseOf<typeof routes.exportLedger>;

export const exportNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such export.' });

/** An export as the contract shows it. */
export const exportViewOf = (row: ExportRow): ExportView => ({
  id: row.id, snapshotId: row.snapshotId, status: row.status, progress: row.progress, sizeBytes: row.sizeBytes, sha256: row.sha256, error: row.error,
  requestedAt: row.requestedAt.toISOString(), requestedBy: row.requestedBy, agreement: row.agreement, document: row.document,
});

export const ledgerViewOf = (rows: readonly DownloadRow[]): LedgerView => ({ items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) });
