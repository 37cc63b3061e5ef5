import type { OpenedOutcome, StudyRecords } from '@echocohort/analyses';
import { manifestKey, objectKey, readManifest, readOutcomes, readTsv, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { SealedOutcomesRow } from '@echocohort/persistence';
import type { SnapshotFacts } from '@echocohort/reporting';
import { readObject, readVerified, type ObjectStorage } from '@echocohort/storage';
import { readStudyDefinition } from '@echocohort/study';

/** A locked snapshot as the analyses and the report read it; models come beside it. */
export interface LockedStudy {
  readonly records: Omit<StudyRecords, 'models'>;
  readonly snapshot: SnapshotFacts;
}

type Rows = Readonly<Record<string, string | null>>[];
const TABLES = ['participants.tsv', 'lesions.tsv', 'images.tsv', 'splits.tsv', 'exclusions.tsv', 'queries.tsv'] as const;

async function manifestOf(storage: ObjectStorage, root: string): Promise<Result<SnapshotManifest>> {
  const bytes = await readObject(storage, manifestKey(root));
  if (!bytes.ok) return bytes;
  const manifest = readManifest(new TextDecoder().decode(bytes.value));
  if (!manifest.ok || manifest.value.record.root === root) return manifest;
  return refuse({ code: 'manifest-root-differs', detail: 'The stored manifest is that of another snapshot.' });
}

/** Text of a leaf, checked against the digest that was locked. */
async function leafText(storage: ObjectStorage, { leaves }: SnapshotManifest, path: string): Promise<Result<string>> {
  const leaf = leaves.find((each) => each.path === path);
  if (leaf === undefined) return refuse({ code: 'table-missing', detail: `The snapshot has no ${path}.` });
  const bytes = await readVerified(storage, objectKey(leaf.sha256), leaf.sha256);
  return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
}

function openedOf(sealed: SealedOutcomesRow | null): Result<OpenedOutcome[]> {
  if (!sealed?.openedAt || sealed.outcomes === null) return ok([]);
  const read = readOutcomes(new TextDecoder().decode(sealed.outcomes));
  if (!read.ok) return read;
  return ok(read.value.map(({ lesion, malignant, type, method, specimenDate }) => ({ lesion, malignant, histology: type, pathologyMethod: method, specimenDate })));
}

function factsOf({ record, signatures }: SnapshotManifest, queries: Rows, sealed: SealedOutcomesRow | null): SnapshotFacts {
  const last = signatures.at(-1);
  if (last === undefined) throw new Error('a locked snapshot without a signature');
  const opened = sealed?.openedAt && sealed.modelDigest !== null ? { modelDigest: sealed.modelDigest, openedAt: sealed.openedAt.toISOString() } : null;
  return {
    root: record.root, previousRoot: record.previousRoot, lockedAt: new Date(last.at), cohort: record.cohort, split: record.split,
    signatures: signatures.map(({ meaning, at }) => ({ meaning, at })), audit: { events: record.audit.seq, hash: record.audit.hash },
    queries: { raised: queries.length, closed: queries.filter((row) => row['status'] === 'closed').length }, opening: opened,
  };
}

/** Reads a locked snapshot out of storage by digest. Outcomes of external centres come only when they were opened. */
export async function readLockedStudy(storage: ObjectStorage, root: string, sealed: SealedOutcomesRow | null): Promise<Result<LockedStudy>> {
  const manifest = await manifestOf(storage, root);
  if (!manifest.ok) return manifest;
  const study = await leafText(storage, manifest.value, 'study.json');
  if (!study.ok) return study;
  const definition = readStudyDefinition(JSON.parse(study.value));
  if (!definition.ok) return definition;
  const tables: Rows[] = [];
  for (const name of TABLES) {
    const text = await leafText(storage, manifest.value, name);
    if (!text.ok) return text;
    const rows = readTsv(text.value, name);
    if (!rows.ok) return rows;
    tables.push(rows.value);
  }
  const [participants = [], lesions = [], images = [], splits = [], exclusions = [], queries = []] = tables;
  const opened = openedOf(sealed);
  if (!opened.ok) return opened;
  const records = { definition: definition.value, participants, lesions, images, splits, exclusions, opened: opened.value, snapshotRoot: root };
  return ok({ records, snapshot: factsOf(manifest.value, queries, sealed) });
}
