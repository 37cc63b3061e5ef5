import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { attestedBytes, type SnapshotAttestation } from '@echocohort/cohort';
import { SNAPSHOT_PATH } from './export-files.ts';
import { EXPORT_LIST_PATH, signedBytes } from './export-list.ts';
import type { Difference } from './difference.ts';
import type { ListHead, SnapshotHead } from './read-locked.ts';

/** First 16 hex digits of the SHA-256 of the raw Ed25519 key: short enough to read out on the telephone. */
export function keyIdOf(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' });
  return createHash('sha256').update(Buffer.from(x ?? '', 'base64url')).digest('hex').slice(0, 16);
}

function readKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** What is wrong with a server's signature over some bytes; null when nothing is. */
function signatureFault(attestation: SnapshotAttestation | null, bytes: Uint8Array, serverKey: string | undefined, what: string): string | null {
  if (!attestation) return `No server signed ${what}; it could have been made by anybody.`;
  const key = readKey(attestation.publicKey);
  if (!key || keyIdOf(key) !== attestation.keyId) return `The key in ${what} is not the one that it names.`;
  if (!verify(null, bytes, key, Buffer.from(attestation.signature, 'base64'))) return `The server's signature does not fit: ${what} was edited.`;
  if (serverKey === undefined) return null;
  const known = readKey(serverKey);
  if (!known) return 'The key file given does not hold an Ed25519 public key.';
  return keyIdOf(known) === attestation.keyId ? null : `It was signed with key ${attestation.keyId}, not with the server's key ${keyIdOf(known)}.`;
}

/** Did a server sign this record, and the server whose key was given, if one was? */
export function checkAttestation(manifest: SnapshotHead, serverKey?: string): Difference[] {
  const fault = signatureFault(manifest.attestation, attestedBytes(manifest), serverKey, "the record or a person's signature");
  return fault === null ? [] : [{ path: SNAPSHOT_PATH, how: 'signature-wrong', detail: fault }];
}

/** Did the same server sign the list of the files beside the leaves, for this root? */
export function checkExportList(list: ListHead, manifest: SnapshotHead, serverKey?: string): Difference[] {
  const wrong = (how: Difference['how'], detail: string): Difference[] => [{ path: EXPORT_LIST_PATH, how, detail }];
  if (list.root !== manifest.record.root) return wrong('snapshot-edited', 'It lists files of another snapshot.');
  if (list.holdsLeaf) return wrong('snapshot-edited', 'It lists a file that the snapshot itself holds.');
  const fault = signatureFault(list.attestation, signedBytes(list.root, list.digest), serverKey, 'the list of the export');
  if (fault !== null) return wrong('signature-wrong', fault);
  return list.attestation?.keyId === manifest.attestation?.keyId ? [] : wrong('signature-wrong', 'It was signed with another key than the snapshot.');
}
