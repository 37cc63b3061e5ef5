import type { Tx } from './database.ts';
import { nextSubjectNumber } from './numbering.repository.ts';

/** A patient of the study, known by code only. */
export interface SubjectRow {
  readonly id: string;
  readonly code: string;
  readonly centre: string;
  readonly withdrawn: boolean;
}

const DIGITS = 4;

/** Registers the next subject of a centre: `C03-0142`. */
export async function insertSubject(tx: Tx, studyId: string, centre: string): Promise<SubjectRow> {
  const number = await nextSubjectNumber(tx, centre);
  const code = `${centre}-${String(number).padStart(DIGITS, '0')}`;
  const { id } = await tx.prisma.subject.create({ data: { studyId, centreId: centre, number, code, createdAt: tx.at }, select: { id: true } });
  return { id, code, centre, withdrawn: false };
}

/** The subject, held until the transaction ends so that lesions are numbered one after the other; null when this identity may not see it. */
export async function holdSubject(tx: Tx, subjectId: string): Promise<SubjectRow | null> {
  const rows = await tx.prisma.$queryRaw<SubjectRow[]>`
    SELECT id, code, centre_id AS centre, withdrawn_at IS NOT NULL AS withdrawn FROM subject WHERE id = ${subjectId}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** Opens the next lesion of a held subject with its empty slots and exam; gives its id. */
export async function insertLesion(tx: Tx, subject: SubjectRow, state: string, slotCodes: readonly string[]): Promise<string> {
  const ordinal = 1 + (await tx.prisma.lesion.count({ where: { subjectId: subject.id } }));
  const { id } = await tx.prisma.lesion.create({
    data: { subjectId: subject.id, centreId: subject.centre, ordinal, code: `${subject.code}-L${ordinal}`, state, createdAt: tx.at, stateChangedAt: tx.at },
    select: { id: true },
  });
  await tx.prisma.slot.createMany({ data: slotCodes.map((code) => ({ lesionId: id, centreId: subject.centre, code })) });
  await tx.prisma.exam.create({ data: { lesionId: id, centreId: subject.centre, createdAt: tx.at }, select: { id: true } });
  return id;
}
