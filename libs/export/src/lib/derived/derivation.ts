import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { SnapshotLeaf, SnapshotManifest } from '@echocohort/cohort';
import { ok, type Result } from '@echocohort/kernel';
import { readDataset, type SnapshotDataset } from './dataset.ts';
import type { DerivedFile } from './derived-file.ts';
import { bidsIgnoreFile } from './bids-file.ts';
import { FHIR_FILE_COUNT, fhirDerivedFiles } from './fhir-files.ts';
import { defineFile } from './define-file.ts';
import { odmFile, readItemChanges, subjectsOfLesions } from './odm-file.ts';
import { readRegionTables, regionFileCount, regionFiles, type Regions } from './region-files.ts';
import { isStatistical, tableFiles } from './table-files.ts';
import { wholeBytes } from '../whole-bytes.ts';

/** Opens the bytes of a leaf; called when its turn comes, or a few leaves before. */
export type OpenLeaf = (leaf: SnapshotLeaf) => Promise<Readable>;

/** What a source of further files may read. */
export interface ExtraContext {
  readonly manifest: SnapshotManifest;
  /** Text of a leaf by path; null when the snapshot has none of this name. */
  readonly readText: (path: string) => Promise<string | null>;
}

/**
 * The port for files that another part of the product makes of a snapshot, such as `figures/` and `tables/`. They must
 * follow from the leaves alone (and from what the caller binds into the function), so that the same snapshot gives the
 * same bytes.
 */
export type ExtraFiles = (context: ExtraContext) => Promise<Result<readonly DerivedFile[]>>;

/** All files that follow from a snapshot, in the order in which they are written. */
export interface Derivation {
  /** About how many there are, for the progress. */
  readonly count: number;
  files(): AsyncIterable<DerivedFile>;
}

/** The leaves of a snapshot by path. */
interface Leaves {
  /** null when the snapshot has no such leaf. */
  readonly open: (path: string) => Promise<Readable | null>;
  /** In bytes; 0 when the snapshot has no such leaf. */
  readonly sizeOf: (path: string) => number;
}

async function* nothing(): AsyncGenerator<string> {
  await Promise.resolve();
  yield* [];
}

async function* filesOf(manifest: SnapshotManifest, snapshot: SnapshotDataset, regions: Regions, { open, sizeOf }: Leaves, extra: readonly DerivedFile[]): AsyncGenerator<DerivedFile> {
  yield bidsIgnoreFile();
  yield* tableFiles(snapshot);
  yield defineFile(manifest, snapshot, isStatistical);
  const audit = await open('audit.ndjson');
  const lines = audit === null ? nothing() : createInterface({ input: audit, crlfDelay: Infinity });
  yield odmFile(manifest, snapshot, await readItemChanges(lines, subjectsOfLesions(snapshot.dataset.tables)));
  yield* fhirDerivedFiles(manifest, snapshot, regions.images, async (path) => (await open(path)) as AsyncIterable<Uint8Array> | null);
  const read = async (path: string): Promise<Uint8Array> => {
    const stream = await open(path);
    if (stream === null) throw new Error('an image of the table is no leaf');
    return wholeBytes(stream as AsyncIterable<Uint8Array>);
  };
  yield* regionFiles(snapshot, regions, { read, sizeOf });
  yield* extra;
}

export interface DerivationOptions {
  /** `sealed/outcomes.tsv` once it was opened: the files made of the lesions then hold these outcomes. */
  readonly outcomes?: Uint8Array | null;
  readonly extraFiles?: readonly ExtraFiles[];
}

/** Plans what is made of a snapshot. Refuses a snapshot whose tables cannot be read, before anything is written. */
export async function derivationOf(manifest: SnapshotManifest, open: OpenLeaf, options: DerivationOptions = {}): Promise<Result<Derivation>> {
  const leaves = new Map(manifest.leaves.map((leaf) => [leaf.path, leaf]));
  const openPath = async (path: string): Promise<Readable | null> => {
    const leaf = leaves.get(path);
    return leaf ? open(leaf) : null;
  };
  const readText = async (path: string): Promise<string | null> => {
    const stream = await openPath(path);
    return stream === null ? null : new TextDecoder().decode(await wholeBytes(stream as AsyncIterable<Uint8Array>));
  };
  const snapshot = await readDataset(manifest, readText, options.outcomes ?? null);
  if (!snapshot.ok) return snapshot;
  const regions = readRegionTables(snapshot.value);
  if (!regions.ok) return regions;
  const extra: DerivedFile[] = [];
  for (const make of options.extraFiles ?? []) {
    const made = await make({ manifest, readText });
    if (!made.ok) return made;
    extra.push(...made.value);
  }
  return ok({ count: tableFiles(snapshot.value).length + 3 + FHIR_FILE_COUNT + regionFileCount(regions.value) + extra.length, files: () => filesOf(manifest, snapshot.value, regions.value, { open: openPath, sizeOf: (path) => leaves.get(path)?.size ?? 0 }, extra) });
}
