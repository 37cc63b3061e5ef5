import { readText, type ExportSource } from '@echocohort/export';
import type { Result } from '@echocohort/kernel';
import { readReportRecords, type ReportRecords } from '@echocohort/reporting';

/** The records of a verified export, as a report reads them. */
export async function readExport(source: ExportSource): Promise<Result<ReportRecords>> {
  const there = new Set([...(await source.list())].map(({ path }) => path));
  return readReportRecords(async (path) => (there.has(path) ? readText(source, path) : null));
}
