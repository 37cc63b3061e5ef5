import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** One definition that a cohort had. */
export interface DefinitionVersionRow {
  readonly number: number;
  readonly name: string;
  readonly definition: unknown;
  readonly digest: string;
  readonly definedAt: Date;
  readonly definedBy: string;
}

/** Keeps a definition of a held cohort under the next number, unless it says what the last one said. */
export async function keepDefinition(tx: Tx, cohortId: string, definition: { readonly name: string; readonly definition: unknown; readonly digest: string }, definedById: string): Promise<number> {
  const last = await tx.prisma.cohortDefinitionVersion.findFirst({ where: { cohortId }, orderBy: { number: 'desc' }, select: { number: true, digest: true, name: true } });
  if (last !== null && last.digest === definition.digest && last.name === definition.name) return last.number;
  const number = (last?.number ?? 0) + 1;
  await tx.prisma.cohortDefinitionVersion.create({ data: { cohortId, number, name: definition.name, definition: jsonValue(definition.definition), digest: definition.digest, definedAt: tx.at, definedById }, select: { number: true } });
  return number;
}

/** Definitions of a cohort, the newest first. */
export async function listDefinitions(tx: Tx, cohortId: string): Promise<DefinitionVersionRow[]> {
  const rows = await tx.prisma.cohortDefinitionVersion.findMany({ where: { cohortId }, include: { definedBy: { select: { name: true } } }, orderBy: { number: 'desc' } });
  return rows.map(({ number, name, definition, digest, definedAt, definedBy }) => ({ number, name, definition, digest, definedAt, definedBy: definedBy.name }));
}

/** Roots of the snapshots that hold each of these cases, by case id. */
export async function snapshotRootsOf(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.prisma.snapshotLesion.findMany({ where: { lesionId: { in: [...caseIds] } }, select: { lesionId: true, snapshot: { select: { root: true } } } });
  const roots = new Map<string, string[]>();
  for (const { lesionId, snapshot } of rows) roots.set(lesionId, [...(roots.get(lesionId) ?? []), snapshot.root]);
  return roots;
}

/** Codes of the devices that made the current images of these cases, by case id. */
export async function devicesOfCases(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.prisma.$queryRaw<{ id: string; device: string }[]>`
    SELECT DISTINCT lesion_id AS id, header ->> 'device' AS device FROM image
    WHERE lesion_id = ANY (${[...caseIds]}::uuid[]) AND superseded_at IS NULL AND header ->> 'device' IS NOT NULL ORDER BY 1, 2`;
  const devices = new Map<string, string[]>();
  for (const { id, device } of rows) devices.set(id, [...(devices.get(id) ?? []), device]);
  return devices;
}

/** Codes of all findings that the study has, for whoever chooses cases by them. */
export async function findingCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.prisma.finding.findMany({ distinct: ['code'], select: { code: true }, orderBy: { code: 'asc' } });
  return rows.map(({ code }) => code);
}
