import { canonicalJson } from '@echocohort/kernel';
import type { CohortDefinition } from './cohort-definition.ts';
import type { SnapshotLeaf } from './merkle.ts';
import { comparePaths } from './merkle.ts';
import { sha256OfTexts } from './sha256.ts';
import { gatheredTexts } from './tsv.ts';

/**
 * Leaves that cannot be known when the signer looks at the content: the audit trail grows with every sign-in, and the
 * commitment to the sealed outcomes takes its salt at the moment of the lock. The root covers both.
 */
export const UNSIGNED_LEAVES: readonly string[] = ['audit.ndjson', 'sealed/commitment.json'];

/** What a person signs: which cohort, which split, and every file of the content by its digest. */
export interface LockContent {
  readonly study: string;
  readonly studyVersion: string;
  readonly cohort: { readonly id: string; readonly version: number; readonly definition: CohortDefinition };
  readonly split: { readonly id: string; readonly seed: string };
  readonly leaves: readonly SnapshotLeaf[];
}

/** The content as canonical JSON, piece by piece: its leaves are as many as the study has images. */
function* canonicalPieces({ cohort, leaves, ...rest }: LockContent): Generator<string> {
  yield `{"cohort":${canonicalJson(cohort)},"leaves":[`;
  const signed = leaves.filter((leaf) => !UNSIGNED_LEAVES.includes(leaf.path)).sort((a, b) => comparePaths(a.path, b.path));
  for (const [index, { path, sha256 }] of signed.entries()) yield `${index === 0 ? '' : ','}${canonicalJson([path, sha256])}`;
  yield `],${canonicalJson(rest).slice(1)}`;
}

/** Shown before the signature and checked when it is given: a case that changed in between gives another digest. */
export const lockDigest = (content: LockContent): string => sha256OfTexts(gatheredTexts(canonicalPieces(content)));
