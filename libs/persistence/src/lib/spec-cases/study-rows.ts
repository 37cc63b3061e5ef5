import { randomUUID } from 'node:crypto';
import type { Tx } from '../database.ts';

/** A study with two centres, one patient and lesion in each, written as the service would; for specs of this library. */
export interface StudyRows {
  readonly study: { id: string; code: string };
  readonly person: string;
  readonly second: string;
  readonly lesions: Readonly<Record<'C01' | 'C02', { id: string; code: string; subjectId: string }>>;
}

async function addCase(tx: Tx, studyId: string, centreId: string): Promise<{ id: string; code: string; subjectId: string }> {
  const subject = await tx.prisma.subject.create({ data: { studyId, centreId, number: 1, code: `${centreId}-0001` } });
  const code = `${centreId}-0001-L1`;
  const lesion = await tx.prisma.lesion.create({ data: { subjectId: subject.id, centreId, ordinal: 1, code } });
  return { id: lesion.id, code, subjectId: subject.id };
}

export async function writeStudyRows(tx: Tx): Promise<StudyRows> {
  const study = await tx.prisma.study.create({ data: { code: `S-${randomUUID().slice(0, 8)}`, nameZh: '研究', nameEn: 'Study' } });
  await tx.prisma.centre.createMany({
    data: ['C01', 'C02'].map((code) => ({ code, studyId: study.id, nameZh: code, nameEn: code, role: 'development' })),
  });
  const people = await tx.prisma.person.createManyAndReturn({
    data: ['one', 'two'].map((name) => ({ email: `${name}@example.test`, name })),
  });
  const [one, two] = people;
  if (one === undefined || two === undefined) throw new Error('two people were written');
  return {
    study: { id: study.id, code: study.code }, person: one.id, second: two.id,
    lesions: { C01: await addCase(tx, study.id, 'C01'), C02: await addCase(tx, study.id, 'C02') },
  };
}

/** A full image row of a lesion; the digests are made of one digit so that cases read easily. */
export const imageRow = (lesionId: string, centreId: string, slotCode: string, digit: string, storedById: string) => ({
  lesionId, centreId, slotCode, sha256: digit.repeat(64), pixelSha256: digit.repeat(64), sizeBytes: 10, sopInstanceUid: '2.25.1', rows: 4, columns: 4,
  frames: 1, header: {}, protocolVersion: '1.0', storedById,
});
