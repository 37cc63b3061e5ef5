import { createHash } from 'node:crypto';
import { comparePaths, gatheredTexts, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import type { Derivation, OpenLeaf } from './derived/derivation.ts';
import { frontFiles, SUMS_PATH, sumsPieces, type OpenedOutcomes } from './export-files.ts';
import { EXPORT_LIST_PATH, exportListPieces, type ListedFile, type SignExport } from './export-list.ts';
import { AHEAD, ReadAhead } from './read-ahead.ts';
import { chunksOf } from './whole-bytes.ts';

export interface ExportOptions {
  readonly opened?: OpenedOutcomes | null;
  /** Files made of the snapshot; without them the export holds the record alone. */
  readonly derivation?: Derivation | null;
  /** Signs the list of the files beside the leaves; without it whoever verifies is told that nobody did. */
  readonly sign?: SignExport | null;
  /** Share of the files written, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Where the files go: a zip or a folder. One file at a time; the promise ends when it is written. */
export interface ExportSink {
  add(path: string, content: AsyncIterable<Uint8Array>, size: number | null): Promise<void>;
}

/** Storage holds other bytes under a digest than were locked. */
export class LeafDiffersError extends Error {
  constructor(path: string) {
    super(`the stored object of leaf ${path} is not the one that was locked`);
    this.name = 'LeafDiffersError';
  }
}

/** Lets the bytes through and fails at the end unless they are those of the leaf: no export carries a wrong file. */
async function* checked(leaf: SnapshotLeaf, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== leaf.sha256) throw new LeafDiffersError(leaf.path);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

/** The bytes of a leaf. One that may wait in memory is read whole, before its turn; a longer one comes as it is read. */
async function contentOf(leaf: SnapshotLeaf, open: OpenLeaf): Promise<Iterable<Uint8Array> | AsyncIterable<Uint8Array>> {
  const stream = (await open(leaf)) as AsyncIterable<Uint8Array>;
  return leaf.size > AHEAD.bytes ? stream : chunksOf(stream);
}

async function* encoded(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

/** Writes a file and keeps its sum. */
async function added(sink: ExportSink, path: string, content: AsyncIterable<Uint8Array>): Promise<ListedFile> {
  const hash = createHash('sha256');
  let size = 0;
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await sink.add(path, hashed(), null);
  return { path, sha256: hash.digest('hex'), size };
}

/** A counter that tells its share after every file. */
function progress(all: number, tell: ExportOptions['onProgress']): () => void {
  let written = 0;
  return () => {
    written += 1;
    tell?.(Math.min(1, written / all));
  };
}

/**
 * Writes an export: what explains it, the leaves as they were locked, the files made of them, the signed list of all
 * that is no leaf, and last the sums. One file at a time, a few read ahead, so that memory does not grow with the study.
 */
export async function writeExport(manifest: SnapshotManifest, open: OpenLeaf, sink: ExportSink, options: ExportOptions = {}): Promise<void> {
  const leaves = [...manifest.leaves].sort((a, b) => comparePaths(a.path, b.path));
  const step = progress(leaves.length + (options.derivation?.count ?? 0), options.onProgress);
  const listed: ListedFile[] = [];
  for (const { path, bytes } of frontFiles(manifest, options.opened ?? null)) listed.push(await added(sink, path, once(bytes)));
  const reading = new ReadAhead(leaves, (leaf) => contentOf(leaf, open));
  for (const leaf of leaves) {
    await sink.add(leaf.path, checked(leaf, await reading.take(leaf)), leaf.size);
    step();
  }
  for await (const file of options.derivation?.files() ?? []) {
    listed.push(await added(sink, file.path, file.chunks()));
    step();
  }
  // An export of the record alone, which nobody asked to be signed, needs no list: all that is no leaf explains itself.
  if (options.derivation || options.sign) listed.push(await added(sink, EXPORT_LIST_PATH, encoded(gatheredTexts(exportListPieces(manifest.record.root, [...listed], options.sign ?? null)))));
  await sink.add(SUMS_PATH, encoded(sumsPieces([...leaves, ...listed])), null);
  options.onProgress?.(1);
}
