import { canonicalJson } from '@echocohort/kernel';
import type { CohortDefinition } from './cohort-definition.ts';
import type { SnapshotLeaf } from './merkle.ts';
import { comparePaths } from './merkle.ts';
import { sha256OfText } from './sha256.ts';

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

/** Shown before the signature and checked when it is given: a case that changed in between gives another digest. */
export function lockDigest(content: LockContent): string {
  const leaves = content.leaves
    .filter((leaf) => !UNSIGNED_LEAVES.includes(leaf.path))
    .sort((a, b) => comparePaths(a.path, b.path))
    .map(({ path, sha256 }) => [path, sha256]);
  return sha256OfText(canonicalJson({ ...content, leaves }));
}
