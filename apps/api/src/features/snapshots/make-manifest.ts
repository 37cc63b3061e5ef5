import { auditLine, EMPTY_CHAIN, type ChainHead } from '@echocohort/audit';
import { attestedBytes, leafListDigest, merkleRoot, SNAPSHOT_FORMAT, type SnapshotLeaf, type SnapshotManifest, type SnapshotRecord } from '@echocohort/cohort';
import { AUDIT_PATH } from '@echocohort/export';
import { readAuditEntries, type StudyRef, type Tx } from '@echocohort/persistence';
import type { CurrentStudy } from '../../platform/active-study.ts';
import type { SigningKey } from '../../platform/signing-key.ts';
import { textLeaf, type GatheredLock, type TextLeaf } from './gather-lock.ts';

const ROWS_AT_ONCE = 5000;

/** The study's whole audit trail as the snapshot keeps it, and where it ends. */
export async function auditLeaf(tx: Tx, study: StudyRef): Promise<{ readonly leaf: TextLeaf; readonly head: ChainHead }> {
  const lines: string[] = [];
  let head = EMPTY_CHAIN;
  for (;;) {
    const entries = await readAuditEntries(tx, study, head.seq, ROWS_AT_ONCE);
    for (const entry of entries) {
      // A trail with a hole would be signed as if it were whole.
      if (entry.seq !== head.seq + 1) throw new Error('the audit trail cannot be read without a gap');
      lines.push(auditLine(entry));
      head = { seq: entry.seq, hash: entry.hash };
    }
    if (entries.length < ROWS_AT_ONCE) break;
  }
  return { leaf: textLeaf({ path: AUDIT_PATH, text: lines.map((line) => `${line}\n`).join('') }), head };
}

export interface ManifestParts {
  readonly study: CurrentStudy;
  readonly lock: GatheredLock;
  readonly leaves: readonly SnapshotLeaf[];
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

/** The manifest with the person's signature, and the server's over both. */
export function makeManifest(parts: ManifestParts, key: SigningKey): SnapshotManifest {
  const record = recordOf(parts);
  const { person, meaning, at } = parts.signature;
  const signatures = [{ person, meaning, digest: record.contentDigest, root: record.root, at: at.toISOString() }];
  const attestation = { algorithm: 'Ed25519' as const, keyId: key.keyId, publicKey: key.publicPem, signature: key.sign(attestedBytes({ record, signatures })) };
  return { record, signatures, attestation, leaves: [...parts.leaves] };
}
