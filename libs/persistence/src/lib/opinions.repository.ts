import type { Tx } from './database.ts';
import { pathologyStandings } from './pathology-standing.repository.ts';

/**
 * How many cases whose current pictures include one of these still lack a report that a second person confirmed. Whoever enters or confirms the
 * report must not have seen a score before; an identity that sees no pathology counts every such case.
 */
export async function unreportedCasesOf(tx: Tx, sha256: readonly string[]): Promise<number> {
  const images = await tx.prisma.image.findMany({ where: { sha256: { in: [...sha256] }, supersededAt: null }, select: { lesionId: true } });
  const cases = [...new Set(images.map(({ lesionId }) => lesionId))];
  const standings = await pathologyStandings(tx, cases);
  return cases.filter((caseId) => standings.get(caseId)?.confirmed !== true).length;
}
