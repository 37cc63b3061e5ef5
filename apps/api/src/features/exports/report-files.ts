import { bytesFile, textFile, type ExtraFiles } from '@echocohort/export';
import { ok, type LocalText } from '@echocohort/kernel';
import { analysisKey, readVerified, type ObjectStorage } from '@echocohort/storage';

/** The report of an analysis, the flow chart that was signed, or nothing; it can be sent to another process. */
export type ReportSource = { readonly analysisId: string; readonly sha256: string } | { readonly flowChart: LocalText } | null;

/**
 * `figures/` and `tables/` of an export. Nothing is computed here, so that an export stays as quick as its disk; the
 * library of reports is loaded only where there is an archive to read.
 */
export const reportFiles = (storage: ObjectStorage, source: ReportSource): ExtraFiles => async () => {
  if (source === null) return ok([]);
  if ('flowChart' in source) {
    const { en, zh } = source.flowChart;
    return ok([textFile('figures/flow.en.svg', () => en), textFile('figures/flow.zh.svg', () => zh)]);
  }
  const report = await readVerified(storage, analysisKey(source.analysisId, 'report.zip'), source.sha256);
  if (!report.ok) return report;
  const { readArchive } = await import('@echocohort/reporting');
  return ok(readArchive(report.value).filter(({ path }) => /^(figures|tables)\//.test(path)).map(({ path, bytes }) => bytesFile(path, () => bytes)));
};
