import { IMAGES_PATH, LESIONS_PATH, PROTOCOL_PATH, readManifest, readTrainingIndex, readTsv, SPLITS_PATH, type SnapshotLeaf, type SnapshotManifest, type TrainingIndex } from '@echocohort/cohort';
import { ok, refuse, type Refusal, type Result, type Sha256Hex } from '@echocohort/kernel';
import { checkIndex } from './check-index.ts';
import { OUTLINES_PATH, readOutlines, type Outline } from './outlines.ts';
import { PARTICIPANTS_PATH, readStudy, STUDY_PATH, type StudyInSnapshot } from './study-in-snapshot.ts';

/** Where a snapshot lies: an object storage, or the folder of an export. */
export interface SnapshotSource {
  /** The text of the manifest. */
  manifest(): Promise<Result<string>>;
  /** The bytes of a leaf, not yet checked. */
  leaf(leaf: SnapshotLeaf): Promise<Result<Uint8Array>>;
}

/** The answers of a lesion and its patient by item, as the tables hold them; null where there is none. */
export type LesionAnswers = Readonly<Record<string, string | null>>;

/** A locked snapshot whose manifest is sound; every leaf is checked when it is read. */
export interface LockedSnapshot {
  readonly manifest: SnapshotManifest;
  readonly root: string;
  /** SHA-256 of `splits.tsv`. */
  readonly splitDigest: string;
  readonly index: TrainingIndex;
  /** Codes of the slots of the liver background, in the order of the protocol. */
  readonly backgroundSlots: readonly string[];
  readonly outlines: readonly Outline[];
  readonly study: StudyInSnapshot;
  /** By lesion code. */
  readonly answers: ReadonlyMap<string, LesionAnswers>;
  /** A leaf's bytes; refused when they are not the locked ones. */
  read(path: string): Promise<Result<Uint8Array>>;
  /** A leaf's bytes as they were found, for whoever compares them with the locked digest elsewhere. */
  find(path: string): Promise<Result<FoundLeaf>>;
}

/** A leaf as it was found: not yet compared with its digest. */
export interface FoundLeaf extends LockedPlace {
  readonly bytes: Uint8Array;
}

/** Which leaf it must be. */
export interface LockedPlace {
  readonly path: string;
  readonly sha256: string;
}

type LeafReader = LockedSnapshot['read'];

/** Why bytes that are not the locked ones are not used. */
export const leafDiffers = (path: string): Refusal => ({ code: 'snapshot-leaf-differs', detail: `${path} is not the file that was locked; nothing is trained from it. Verify the export or the storage.`, facts: { path } });

/** Finds leaves by their path. */
function leafFinder(leaves: readonly SnapshotLeaf[], source: SnapshotSource): LockedSnapshot['find'] {
  const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
  return async (path) => {
    const leaf = byPath.get(path);
    if (!leaf) return refuse({ code: 'snapshot-leaf-missing', detail: `The snapshot holds no ${path}.`, facts: { path } });
    const bytes = await source.leaf(leaf);
    return bytes.ok ? ok({ path, sha256: leaf.sha256, bytes: bytes.value }) : bytes;
  };
}

/** Reads leaves by digest: a byte that differs from what was locked never reaches a training. */
const leafReader = (find: LockedSnapshot['find'], sha256: Sha256Hex): LeafReader => async (path) => {
  const found = await find(path);
  if (!found.ok) return found;
  return sha256(found.value.bytes) === found.value.sha256 ? ok(found.value.bytes) : refuse(leafDiffers(path));
};

const NEEDED: readonly string[] = [PROTOCOL_PATH, LESIONS_PATH, SPLITS_PATH, IMAGES_PATH];
/** What a snapshot may lack: without them there are no outlines, no factors and no types of liver background. */
const OPTIONAL: readonly string[] = [OUTLINES_PATH, PARTICIPANTS_PATH, STUDY_PATH];

async function readTexts(read: LeafReader, leaves: readonly SnapshotLeaf[]): Promise<Result<ReadonlyMap<string, string>>> {
  const present = new Set(leaves.map(({ path }) => path));
  const texts = new Map<string, string>();
  for (const path of [...NEEDED, ...OPTIONAL.filter((optional) => present.has(optional))]) {
    const bytes = await read(path);
    if (!bytes.ok) return bytes;
    texts.set(path, new TextDecoder().decode(bytes.value));
  }
  return ok(texts);
}

/** Each lesion's answers together with those of its patient. */
function readAnswers(texts: ReadonlyMap<string, string>): Result<ReadonlyMap<string, LesionAnswers>> {
  const lesions = readTsv(texts.get(LESIONS_PATH) ?? '', LESIONS_PATH);
  if (!lesions.ok) return lesions;
  const table = texts.get(PARTICIPANTS_PATH);
  const participants = table === undefined ? ok([]) : readTsv(table, PARTICIPANTS_PATH);
  if (!participants.ok) return participants;
  const bySubject = new Map(participants.value.map((row) => [row['subject'], row]));
  return ok(new Map(lesions.value.map((row) => [row['lesion'] ?? '', { ...bySubject.get(row['subject']), ...row }])));
}

/** Opens a snapshot: manifest recomputed, the root compared with the one asked for, the tables read. */
export async function readSnapshot(source: SnapshotSource, sha256: Sha256Hex, expectedRoot?: string): Promise<Result<LockedSnapshot>> {
  const text = await source.manifest();
  if (!text.ok) return text;
  const manifest = readManifest(text.value);
  if (!manifest.ok) return manifest;
  const { record, leaves } = manifest.value;
  if (expectedRoot !== undefined && record.root !== expectedRoot) return refuse({ code: 'snapshot-root-differs', detail: 'The snapshot found is not the one that was asked for.', facts: { expected: expectedRoot, found: record.root } });
  const find = leafFinder(leaves, source);
  const read = leafReader(find, sha256);
  const texts = await readTexts(read, leaves);
  if (!texts.ok) return texts;
  const index = readTrainingIndex((path) => texts.value.get(path) ?? '');
  if (!index.ok) return index;
  const sound = checkIndex(index.value, texts.value.get(SPLITS_PATH) ?? '');
  if (!sound.ok) return sound;
  const drawn = texts.value.get(OUTLINES_PATH);
  const outlines = drawn === undefined ? ok([]) : readOutlines(drawn);
  if (!outlines.ok) return outlines;
  const definition = texts.value.get(STUDY_PATH);
  const study = definition === undefined ? ok<StudyInSnapshot>({ forms: [], analysis: [] }) : readStudy(definition);
  if (!study.ok) return study;
  const answers = readAnswers(texts.value);
  if (!answers.ok) return answers;
  const backgroundSlots = index.value.protocol.slots.filter(({ role }) => role === 'background').sort((a, b) => a.order - b.order).map(({ code }) => code);
  const splitDigest = leaves.find(({ path }) => path === SPLITS_PATH)?.sha256 ?? '';
  return ok({ manifest: manifest.value, root: record.root, splitDigest, index: index.value, backgroundSlots, outlines: outlines.value, study: study.value, answers: answers.value, read, find });
}
