import type { routes } from '@echocohort/contracts';
import type { ResponseOf } from '@echocohort/contracts-reading';
import { refuse, type Result } from '@echocohort/kernel';
import type { ExportRow } from '@echocohort/persistence';

export type ExportView = ResponseOf<typeof routes.exportState>;

export const exportNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such export.' });

/** An export as the contract shows it. */
export const exportViewOf = (row: ExportRow): ExportView => ({
  id: row.id, snapshotId: row.snapshotId, status: row.status, progress: row.progress, sizeBytes: row.sizeBytes, sha256: row.sha256, error: row.error, requestedAt: row.requestedAt.toISOString(),
});
