import type { Tx } from './database.ts';

/** What the criteria need of a current pathology report. */
export interface PathologyStanding {
  readonly typeCode: string;
  readonly specimenDate: string;
  readonly confirmed: boolean;
}

/** Current reports by case id. Shows nothing to an identity that may not see pathology. */
export async function pathologyStandings(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, PathologyStanding>> {
  const rows = await tx.prisma.pathologyReport.findMany({
    where: { lesionId: { in: [...caseIds] }, supersededAt: null },
    select: { lesionId: true, typeCode: true, specimenDate: true, confirmedAt: true },
  });
  return new Map(rows.map((row) => [row.lesionId, { typeCode: row.typeCode, specimenDate: row.specimenDate, confirmed: row.confirmedAt !== null }]));
}
