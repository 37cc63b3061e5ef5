import type { AnalysisView } from '@echocohort/contracts';
import { refuse, type Result } from '@echocohort/kernel';
import type { AnalysisRow } from '@echocohort/persistence';

export const analysisNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such analysis.' });
export const analysisNotFinished: Result<never> = refuse({ code: 'not-ready', detail: 'The analysis is not finished yet.' });

/** An analysis as the contract shows it. */
export const analysisViewOf = (row: AnalysisRow): AnalysisView => ({
  id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshotRoot, status: row.status, progress: row.progress, runs: [...row.runs], language: row.language,
  resultSha256: row.resultSha256, reportSha256: row.reportSha256, reportBytes: row.reportBytes, error: row.error,
  requestedAt: row.requestedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null,
});
