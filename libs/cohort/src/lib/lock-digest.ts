import { canonicalJson } from '@echocohort/kernel';
import type { CohortDefinition } from './cohort-definition.ts';
import { inOrder, type OrderedLeaves, type SnapshotLeaf } from './merkle.ts';
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
  readonly leaves: readonly SnapshotLeaf[] | OrderedLeaves;
}

/** The content as canonical JSON, piece by piece: its leaves are as many as the study has images. */
function* canonicalPieces({ cohort, leaves, ...rest }: LockContent): Generator<string> {
  yield `{"cohort":${canonicalJson(cohort)},"leaves":[`;
  let comma = '';
  for (const { path, sha256 } of inOrder(leaves)) {
    if (UNSIGNED_LEAVES.includes(path)) continue;
    yield `${comma}${canonicalJson([path, sha256])}`;
    comma = ',';
  }
  yield `],${canonicalJson(rest).slice(1)}`;
}

/** Shown before the signature and checked when it is given: a case that changed in between gives another digest. */
export const lockDigest = (content: LockContent): string => sha256OfTexts(gatheredTexts(canonicalPieces(content)));
