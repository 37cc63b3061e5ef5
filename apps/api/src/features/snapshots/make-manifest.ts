import type { ChainHead } from '@echocohort/audit';
import { attestedBytes, leafListDigest, merkleRoot, SNAPSHOT_FORMAT, type OrderedLeaves, type SnapshotManifest, type SnapshotRecord } from '@echocohort/cohort';
import type { CurrentStudy } from '../../platform/active-study.ts';
import type { SigningKey } from '../../platform/signing-key.ts';
import type { GatheredLock } from './gather-lock.ts';

export interface ManifestParts {
  readonly study: CurrentStudy;
  readonly lock: GatheredLock;
  readonly leaves: OrderedLeaves;
  readonly audit: ChainHead;
  readonly previousRoot: string | null;
  readonly signature: { readonly person: string; readonly meaning: string; readonly at: Date };
}

function recordOf({ study, lock, leaves, audit, previousRoot }: ManifestParts): SnapshotRecord {
  const { content, digest } = lock;
  if (content === null || digest === null) throw new Error('a lock without content');
  const { id, seed, ratio, exact, assignment, sets } = content.split;
  return {
    format: SNAPSHOT_FORMAT,
    study: { code: study.code, version: study.definition.study.version, definition: study.digest, protocolVersion: study.definition.protocol.version },
    cohort: content.cohort,
    split: { id, seed, ratio, exact, assignment },
    sets: sets.map((set) => ({ ...set, byCentre: { ...set.byCentre } })),
    audit, previousRoot, contentDigest: digest, leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
  };
}

/** A manifest without its leaves, which are held packed. */
export type ManifestHead = Omit<SnapshotManifest, 'leaves'>;

/** The manifest with the person's signature, and the server's over both. */
export function makeManifest(parts: ManifestParts, key: SigningKey): ManifestHead {
  const record = recordOf(parts);
  const { person, meaning, at } = parts.signature;
  const signatures = [{ person, meaning, digest: record.contentDigest, root: record.root, at: at.toISOString() }];
  const attestation = { algorithm: 'Ed25519' as const, keyId: key.keyId, publicKey: key.publicPem, signature: key.sign(attestedBytes({ record, signatures })) };
  return { record, signatures, attestation };
}
