import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { STUDY_SETS, type StudySet } from './cohort-case.ts';
import { readTsv } from './tsv.ts';

/** Leaf that names the protocol's slots. */
export const PROTOCOL_PATH = 'protocol.json';
export const LESIONS_PATH = 'lesions.tsv';
export const IMAGES_PATH = 'images.tsv';
export const SPLITS_PATH = 'splits.tsv';
/** Regions drawn on the images; snapshots of before there was drawing lack it. */
export const OUTLINES_PATH = 'outlines.tsv';
/** What stands in a cell whose content is sealed until a model is registered. */
export const SEALED = 'sealed';

/** The protocol as a snapshot holds it (leaf `protocol.json`). */
export const snapshotProtocolSchema = z.object({
  version: z.string(),
  slots: z.array(z.object({ code: z.string(), order: z.number(), role: z.enum(['lesion', 'background', 'feature', 'cine']), imageType: z.string(), counted: z.boolean() })),
});
export type SnapshotProtocol = z.output<typeof snapshotProtocolSchema>;

export interface IndexedLesion {
  readonly lesion: string;
  readonly patient: string;
  readonly centre: string;
  readonly set: StudySet;
  /** null: sealed (external centres), not to be known by whoever trains. */
  readonly malignant: boolean | null;
}

export interface IndexedImage {
  readonly lesion: string;
  readonly slot: string;
  /** Path of the leaf. */
  readonly path: string;
  readonly sha256: string;
}

/** What training needs of a snapshot. */
export interface TrainingIndex {
  readonly protocol: SnapshotProtocol;
  /** Codes of the slots whose role is `lesion`, in the order of the protocol. */
  readonly lesionSlots: readonly string[];
  readonly lesions: readonly IndexedLesion[];
  readonly images: readonly IndexedImage[];
}

const isStudySet = (text: string | null | undefined): text is StudySet => STUDY_SETS.some((set) => set === text);

function readProtocol(text: string): Result<SnapshotProtocol> {
  try {
    const parsed = snapshotProtocolSchema.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
  } catch {
    // Falls through to the refusal below: unreadable JSON and a wrong shape are the same to the reader.
  }
  return refuse({ code: 'snapshot-protocol-unreadable', detail: `${PROTOCOL_PATH} does not name the protocol's slots.` });
}

function readLesions(lesions: string, splits: string): Result<IndexedLesion[]> {
  const rows = readTsv(lesions, LESIONS_PATH);
  if (!rows.ok) return rows;
  const sets = readTsv(splits, SPLITS_PATH);
  if (!sets.ok) return sets;
  const setOf = new Map(sets.value.map((row) => [row['lesion'], row['set']]));
  const result: IndexedLesion[] = [];
  for (const [index, row] of rows.value.entries()) {
    const { lesion, subject, centre, malignant } = row;
    const set = setOf.get(lesion);
    if (!lesion || !subject || !centre || !isStudySet(set)) return refuse({ code: 'snapshot-lesion-unreadable', detail: `${LESIONS_PATH}, row ${index + 2}: lesion, subject, centre or set is missing.` });
    result.push({ lesion, patient: subject, centre, set, malignant: malignant === '1' ? true : malignant === '0' ? false : null });
  }
  return ok(result);
}

/** Reads the four leaves that training needs; `leafText` gives a leaf's verified text. */
export function readTrainingIndex(leafText: (path: string) => string): Result<TrainingIndex> {
  const protocol = readProtocol(leafText(PROTOCOL_PATH));
  if (!protocol.ok) return protocol;
  const lesions = readLesions(leafText(LESIONS_PATH), leafText(SPLITS_PATH));
  if (!lesions.ok) return lesions;
  const rows = readTsv(leafText(IMAGES_PATH), IMAGES_PATH);
  if (!rows.ok) return rows;
  const images: IndexedImage[] = [];
  for (const [index, { lesion, slot, path, sha256 }] of rows.value.entries()) {
    if (!lesion || !slot || !path || !sha256) return refuse({ code: 'snapshot-image-unreadable', detail: `${IMAGES_PATH}, row ${index + 2}: lesion, slot, path or sha256 is missing.` });
    images.push({ lesion, slot, path, sha256 });
  }
  const lesionSlots = protocol.value.slots.filter((slot) => slot.role === 'lesion').sort((a, b) => a.order - b.order).map((slot) => slot.code);
  return ok({ protocol: protocol.value, lesionSlots, lesions: lesions.value, images });
}
