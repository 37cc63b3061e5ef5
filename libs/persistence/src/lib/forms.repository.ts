import { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

/** The form of a patient (`caseId` null) or of one lesion. */
export interface FormPlace {
  readonly centre: string;
  readonly subjectId: string;
  readonly caseId: string | null;
  readonly formCode: string;
}

/** One item as it is to stand from now on. */
export interface NewItemValue {
  readonly item: string;
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
  readonly reasonForChange: string | null;
}

/** Id and version of a form that somebody saved before; null while it is empty. */
export function findFormEntry(tx: Tx, place: FormPlace): Promise<{ id: string; version: number } | null> {
  return tx.prisma.formEntry.findFirst({ where: { subjectId: place.subjectId, lesionId: place.caseId, formCode: place.formCode }, select: { id: true, version: true } });
}

/** Takes the next version of the form for this transaction; null when another save took it first. */
async function takeVersion(tx: Tx, place: FormPlace, before: number): Promise<string | null> {
  const entry = await findFormEntry(tx, place);
  if ((entry?.version ?? 0) !== before) return null;
  if (entry === null) {
    const { id } = await tx.prisma.formEntry.create({
      data: { subjectId: place.subjectId, lesionId: place.caseId, centreId: place.centre, formCode: place.formCode, version: 1, savedAt: tx.at },
      select: { id: true },
    });
    return id;
  }
  const { count } = await tx.prisma.formEntry.updateMany({ where: { id: entry.id, version: before }, data: { version: before + 1, savedAt: tx.at } });
  return count === 1 ? entry.id : null;
}

/**
 * Saves changed items as the next version of the form. Earlier values stay, superseded. False when somebody saved the
 * form since `before` was read: then nothing was written.
 */
export async function saveItemValues(tx: Tx, place: FormPlace, before: number, values: readonly NewItemValue[], setById: string): Promise<boolean> {
  const id = await takeVersion(tx, place, before);
  if (id === null) return false;
  await tx.prisma.itemValue.updateMany({ where: { formEntryId: id, itemCode: { in: values.map(({ item }) => item) }, supersededAt: null }, data: { supersededAt: tx.at } });
  await tx.prisma.itemValue.createMany({
    data: values.map(({ item, value, missingReason, reasonForChange }) => ({
      formEntryId: id, centreId: place.centre, itemCode: item, value: value ?? Prisma.DbNull, missingReason, reasonForChange, setById, setAt: tx.at,
    })),
  });
  return true;
}
