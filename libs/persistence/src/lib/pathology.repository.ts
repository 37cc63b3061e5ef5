import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

/** The current pathology report of a case. Visible only to a transaction whose identity asks for pathology. */
export interface PathologyRow {
  readonly id: string;
  readonly caseId: string;
  readonly version: number;
  readonly typeCode: string;
  readonly malignant: boolean | null;
  readonly method: string;
  readonly specimenDate: string;
  readonly note: string | null;
  readonly enteredById: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly confirmedById: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
}

const include = { enteredBy: { select: { name: true } }, confirmedBy: { select: { name: true } } } satisfies Prisma.PathologyReportInclude;

const asReport = (row: Prisma.PathologyReportGetPayload<{ include: typeof include }>): PathologyRow => ({
  id: row.id, caseId: row.lesionId, version: row.version, typeCode: row.typeCode, malignant: row.malignant, method: row.method, specimenDate: row.specimenDate,
  note: row.note, enteredById: row.enteredById, enteredBy: row.enteredBy.name, enteredAt: row.enteredAt, confirmedById: row.confirmedById,
  confirmedBy: row.confirmedBy?.name ?? null, confirmedAt: row.confirmedAt,
});

/** The report that holds now; null while none was entered. */
export async function findReport(tx: Tx, caseId: string): Promise<PathologyRow | null> {
  const row = await tx.prisma.pathologyReport.findFirst({ where: { lesionId: caseId, supersededAt: null }, include });
  return row === null ? null : asReport(row);
}

export interface NewReport {
  readonly caseId: string;
  readonly centre: string;
  readonly typeCode: string;
  readonly malignant: boolean | null;
  readonly method: string;
  readonly specimenDate: string;
  readonly note: string | null;
  readonly reasonForChange: string | null;
}

/** Enters a report; the one before stays, superseded. Its version goes on counting, so that an older one is recognised. */
export async function enterReport(tx: Tx, report: NewReport, before: PathologyRow | null, enteredById: string): Promise<PathologyRow> {
  if (before !== null) await tx.prisma.pathologyReport.update({ where: { id: before.id, supersededAt: null }, data: { supersededAt: tx.at }, select: { id: true } });
  const { caseId, centre, ...content } = report;
  const row = await tx.prisma.pathologyReport.create({
    data: { ...content, lesionId: caseId, centreId: centre, version: (before?.version ?? 0) + 1, enteredById, enteredAt: tx.at },
    include,
  });
  return asReport(row);
}

/** Marks a report as confirmed by a second person; the database refuses the one who entered it. */
export async function markConfirmed(tx: Tx, report: PathologyRow, confirmedById: string): Promise<PathologyRow> {
  const row = await tx.prisma.pathologyReport.update({ where: { id: report.id, version: report.version }, data: { confirmedById, confirmedAt: tx.at, version: report.version + 1 }, include });
  return asReport(row);
}
