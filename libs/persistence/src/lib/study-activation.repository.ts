import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** What is stored of a definition when it comes into force. */
export interface StudyToActivate {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly version: string;
  readonly digest: string;
  readonly definition: unknown;
  readonly centres: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string; readonly role: string }[];
  readonly devices: readonly { readonly code: string; readonly centre: string; readonly manufacturer: string; readonly model: string; readonly transducer: string | null }[];
}

/** Adds or renames the study and its centres and registers devices that are new; what is there stays. Gives the study's id. */
export async function upsertStudy(tx: Tx, study: StudyToActivate): Promise<string> {
  const { code, nameZh, nameEn } = study;
  const { id } = await tx.prisma.study.upsert({ where: { code }, create: { code, nameZh, nameEn, createdAt: tx.at }, update: { nameZh, nameEn }, select: { id: true } });
  for (const centre of study.centres) {
    await tx.prisma.centre.upsert({ where: { code: centre.code }, create: { ...centre, studyId: id }, update: { nameZh: centre.nameZh, nameEn: centre.nameEn, role: centre.role } });
  }
  await tx.prisma.device.createMany({
    data: study.devices.map(({ centre, ...device }) => ({ ...device, centreId: centre, createdAt: tx.at })),
    skipDuplicates: true,
  });
  return id;
}

/** Puts a version into force; false when this version is known already (its digest is compared by the caller). */
export async function insertStudyVersion(tx: Tx, studyId: string, study: StudyToActivate): Promise<boolean> {
  const { version, digest } = study;
  const { count } = await tx.prisma.studyVersion.createMany({ data: [{ studyId, version, digest, definition: jsonValue(study.definition), activatedAt: tx.at }], skipDuplicates: true });
  return count === 1;
}

/** Digest of a version that was activated before; null when it never was. */
export async function findVersionDigest(tx: Tx, code: string, version: string): Promise<string | null> {
  const row = await tx.prisma.studyVersion.findFirst({ where: { version, study: { code } }, select: { digest: true } });
  return row?.digest ?? null;
}

/** Whether anybody has an account. */
export async function anybodyThere(tx: Tx): Promise<boolean> {
  return (await tx.prisma.person.count()) > 0;
}
