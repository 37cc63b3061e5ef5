import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { cohortDefinitionSchema } from './cohort-definition.ts';
import { leafListLines, merkleRoot, type OrderedLeaves, type SnapshotLeaf } from './merkle.ts';
import { sha256OfTexts } from './sha256.ts';
import { gatheredTexts } from './tsv.ts';

export const SNAPSHOT_FORMAT = 'echocohort.snapshot/1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

/** Paths are relative, with `/`, without empty, `.` or `..` parts: they are used as file names. */
export const isLeafPath = (path: string): boolean =>
  path.length > 0 && path.length <= 240 && /^[\p{L}\p{N}._/-]+$/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

export const leafSchema = z.strictObject({ path: z.string().refine(isLeafPath), sha256: digest, size: count });

const setCount = z.strictObject({ set: z.enum(['training', 'internal_validation', 'external_validation']), patients: count, lesions: count, byCentre: z.record(z.string(), count) });

/** What was locked, without the signatures: the same record gives the same text, digest and root on any machine. */
export const snapshotRecordSchema = z.strictObject({
  format: z.literal(SNAPSHOT_FORMAT),
  study: z.strictObject({ code: z.string(), version: z.string(), definition: digest, protocolVersion: z.string() }),
  cohort: z.strictObject({ id: z.string(), name: z.string(), version: count, definition: cohortDefinitionSchema }),
  split: z.strictObject({ id: z.string(), seed: z.string(), ratio: z.string(), exact: z.boolean(), assignment: digest }),
  sets: z.array(setCount),
  /** End of the audit chain that the snapshot holds. */
  audit: z.strictObject({ seq: count, hash: digest }),
  previousRoot: digest.nullable(),
  /** What the signer saw and signed: see `lockDigest`. */
  contentDigest: digest,
  leafListDigest: digest,
  root: digest,
});
export type SnapshotRecord = z.output<typeof snapshotRecordSchema>;

/** An electronic signature: who, what it means, over which digest and root, when. */
export const signatureSchema = z.strictObject({ person: z.string(), meaning: z.string().min(1).max(300), digest, root: digest, at: z.iso.datetime({ precision: 3 }) });
export type SnapshotSignature = z.output<typeof signatureSchema>;

/** The server's Ed25519 signature over `attestedBytes`: a root edited afterwards does not pass. */
export const attestationSchema = z.strictObject({ algorithm: z.literal('Ed25519'), keyId: z.string().regex(/^[0-9a-f]{16}$/), publicKey: z.string().describe('PEM'), signature: z.base64() });
export type SnapshotAttestation = z.output<typeof attestationSchema>;

/** The manifest in storage (`snapshots/<root>/manifest.json`) and in an export (`SNAPSHOT.json`). */
export const snapshotManifestSchema = z.strictObject({
  record: snapshotRecordSchema,
  signatures: z.array(signatureSchema),
  attestation: attestationSchema.nullable(),
  leaves: z.array(leafSchema),
});
export type SnapshotManifest = z.output<typeof snapshotManifestSchema>;

/** The bytes that the server signs: the record with the people's signatures. */
export const attestedBytes = (manifest: Pick<SnapshotManifest, 'record' | 'signatures'>): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ record: manifest.record, signatures: manifest.signatures }));

export const manifestKey = (root: string): string => `snapshots/${root}/manifest.json`;

/** Where the bytes of a leaf lie in storage. */
export const objectKey = (sha256: string): string => `objects/${sha256.slice(0, 2)}/${sha256}`;

export const leafListDigest = (leaves: readonly SnapshotLeaf[] | OrderedLeaves): string => sha256OfTexts(gatheredTexts(leafListLines(leaves)));

/** Reads a manifest and recomputes what it says of itself: leaf list, root, and that signatures name this root. */
export function readManifest(text: string): Result<SnapshotManifest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse({ code: 'manifest-unreadable', detail: 'The snapshot manifest is not JSON; it was cut or edited.' });
  }
  const parsed = snapshotManifestSchema.safeParse(value);
  if (!parsed.success) {
    const paths = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the whole');
    return refuse({ code: 'manifest-unreadable', detail: `The snapshot manifest does not have the form of ${SNAPSHOT_FORMAT}: ${paths.join(', ')}.` });
  }
  const { record, leaves, signatures } = parsed.data;
  if (new Set(leaves.map((leaf) => leaf.path)).size !== leaves.length) return refuse({ code: 'manifest-path-twice', detail: 'The snapshot manifest lists a path twice.' });
  if (leafListDigest(leaves) !== record.leafListDigest) return refuse({ code: 'manifest-leaves-differ', detail: 'The list of files in the snapshot manifest is not the one that was locked.' });
  if (merkleRoot(leaves) !== record.root) return refuse({ code: 'manifest-root-differs', detail: 'The files in the snapshot manifest do not give the root that was locked.' });
  if (signatures.some((signature) => signature.root !== record.root)) return refuse({ code: 'manifest-signature-other-root', detail: 'A signature in the snapshot manifest was given for another root.' });
  return ok(parsed.data);
}
