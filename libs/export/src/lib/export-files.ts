import { createHash } from 'node:crypto';
import { comparePaths, gatheredTexts, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { canonicalJson } from '@echocohort/kernel';
import { EXPORT_LIST_PATH } from './export-list.ts';
import { readmeText } from './readme-text.ts';
import { sumsLines } from './sums-lines.ts';
import { VERIFY_SCRIPT } from './verify-script.ts';

export const SNAPSHOT_PATH = 'SNAPSHOT.json';
export const SUMS_PATH = 'MANIFEST.sha256';
export const OUTCOMES_PATH = 'sealed/outcomes.tsv';
export const OPENING_PATH = 'sealed/opening.json';

/** Files of an export that are not leaves of the snapshot and need not stand in EXPORT.json. */
export const BESIDE_THE_SNAPSHOT: readonly string[] = ['README.md', 'verify.mjs', SNAPSHOT_PATH, SUMS_PATH, EXPORT_LIST_PATH, OUTCOMES_PATH, OPENING_PATH];

/** A file written by the export itself. */
export interface AddedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Outcomes of external centres after their opening, with the salt that makes the commitment checkable. */
export interface OpenedOutcomes {
  readonly saltHex: string;
  readonly outcomes: Uint8Array;
  readonly modelDigest: string;
  readonly openedAt: string;
  /** What proves "model first, data second": see `check-opening.ts`. */
  readonly proof?: OpeningProof;
}

/** Who opened the outcomes for what, and the audit trail from the lock to the opening, row by row as it is chained. */
export interface OpeningProof {
  readonly mode: string;
  readonly registeredAt: string;
  readonly holders: readonly string[];
  readonly impact: string | null;
  readonly trail: readonly string[];
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const manifestText = (manifest: SnapshotManifest): string => `${JSON.stringify(manifest, null, 1)}\n`;

/** The same piece by piece, of leaves that are never held as objects or as one text. */
export function* manifestPieces(head: Omit<SnapshotManifest, 'leaves'>, leaves: Iterable<SnapshotLeaf>): Generator<string> {
  const { record, signatures, attestation } = head;
  yield JSON.stringify({ record, signatures, attestation, leaves: [] }, null, 1).slice(0, -3);
  let comma = '';
  for (const leaf of leaves) {
    yield `${comma}\n  ${JSON.stringify(leaf, null, 1).replaceAll('\n', '\n  ')}`;
    comma = ',';
  }
  yield `${comma === '' ? '' : '\n '}]\n}\n`;
}

/** MANIFEST.sha256: every file with its sum, in the order of paths, as `sha256sum -c` reads it. */
export const sumsPieces = (files: readonly { readonly path: string; readonly sha256: string }[]): Generator<string> => gatheredTexts(sumsLines([...files].sort((a, b) => comparePaths(a.path, b.path))));

/** What explains and proves a snapshot in an export: README, verifier, manifest, and the opening once there was one. */
export function frontFiles(manifest: SnapshotManifest, opened: OpenedOutcomes | null): AddedFile[] {
  const files: AddedFile[] = [
    { path: 'README.md', bytes: bytesOf(readmeText(manifest)) },
    { path: 'verify.mjs', bytes: bytesOf(VERIFY_SCRIPT) },
    { path: SNAPSHOT_PATH, bytes: bytesOf(manifestText(manifest)) },
  ];
  if (opened) {
    const { saltHex, modelDigest, openedAt } = opened;
    files.push({ path: OUTCOMES_PATH, bytes: opened.outcomes }, { path: OPENING_PATH, bytes: bytesOf(`${canonicalJson({ salt: saltHex, model: modelDigest, openedAt, ...opened.proof })}\n`) });
  }
  return files;
}

/** Everything that an export of the record alone has beside the leaves; the sums come last, over all the rest. */
export function addedFiles(manifest: SnapshotManifest, opened: OpenedOutcomes | null): AddedFile[] {
  const files = frontFiles(manifest, opened);
  const sums = [...manifest.leaves.map(({ path, sha256 }) => ({ path, sha256 })), ...files.map(({ path, bytes }) => ({ path, sha256: sumOf(bytes) }))];
  return [...files, { path: SUMS_PATH, bytes: bytesOf([...sumsPieces(sums)].join('')) }];
}
