import type { Tx } from './database.ts';

/** How a lesion stood to a registered model. */
export interface ModelLesionRow {
  readonly lesion: string;
  readonly subject: string;
  readonly centre: string;
  readonly set: 'training' | 'internal_validation' | 'external_validation';
  readonly trained: boolean;
}

/** Rows of one statement: its parameters are counted. */
const AT_ONCE = 2000;

const setOf = (text: string): ModelLesionRow['set'] => (text === 'training' || text === 'internal_validation' ? text : 'external_validation');

/** Keeps the record of a model's lesions; rows that are there already stay. */
export async function insertModelLesions(tx: Tx, runId: string, lesions: readonly ModelLesionRow[]): Promise<void> {
  const data = lesions.map(({ lesion, subject, centre, set, trained }) => ({ runId, lesionCode: lesion, subjectCode: subject, centreId: centre, set, trained }));
  for (let at = 0; at < data.length; at += AT_ONCE) await tx.prisma.modelLesion.createMany({ data: data.slice(at, at + AT_ONCE), skipDuplicates: true });
}

/** Lesions of one model that the caller may see, by their codes. */
export async function lesionsOfModel(tx: Tx, runId: string): Promise<ModelLesionRow[]> {
  const rows = await tx.prisma.modelLesion.findMany({ where: { runId }, orderBy: { lesionCode: 'asc' } });
  return rows.map(({ lesionCode, subjectCode, centreId, set, trained }) => ({ lesion: lesionCode, subject: subjectCode, centre: centreId, set: setOf(set), trained }));
}

/** What models a patient's lesions stood to, by run. */
export async function modelsOfSubject(tx: Tx, studyId: string, subjectCode: string): Promise<ReadonlyMap<string, ModelLesionRow[]>> {
  const rows = await tx.prisma.modelLesion.findMany({ where: { subjectCode, run: { snapshot: { studyId } } }, orderBy: [{ runId: 'asc' }, { lesionCode: 'asc' }] });
  const byRun = new Map<string, ModelLesionRow[]>();
  for (const { runId, lesionCode, subjectCode: subject, centreId, set, trained } of rows) byRun.set(runId, [...(byRun.get(runId) ?? []), { lesion: lesionCode, subject, centre: centreId, set: setOf(set), trained }]);
  return byRun;
}

/** The centre of a patient whom the caller may see; null when there is none. */
export async function centreOfSubject(tx: Tx, studyId: string, subjectCode: string): Promise<string | null> {
  const row = await tx.prisma.subject.findFirst({ where: { code: subjectCode, studyId }, select: { centreId: true } });
  return row?.centreId ?? null;
}

/** Registered models whose lesions are not recorded yet: those from before the record was kept. */
export async function modelsWithoutLesions(tx: Tx, studyId: string): Promise<string[]> {
  const rows = await tx.prisma.modelRun.findMany({ where: { modelDigest: { not: null }, snapshot: { studyId }, lesions: { none: {} } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
