import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { attestedBytes, type SnapshotManifest } from '@echocohort/cohort';
import { SNAPSHOT_PATH } from './export-files.ts';
import type { Difference } from './difference.ts';

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

/** Did a server sign this record, and the server whose key was given, if one was? */
export function checkAttestation(manifest: SnapshotManifest, serverKey?: string): Difference[] {
  const wrong = (detail: string): Difference[] => [{ path: SNAPSHOT_PATH, how: 'signature-wrong', detail }];
  const { attestation } = manifest;
  if (!attestation) return wrong('No server signed the record; it could have been made by anybody.');
  const key = readKey(attestation.publicKey);
  if (!key || keyIdOf(key) !== attestation.keyId) return wrong('The key in the record is not the one that it names.');
  if (!verify(null, attestedBytes(manifest), key, Buffer.from(attestation.signature, 'base64'))) return wrong("The server's signature does not fit: the record or a person's signature was edited.");
  if (serverKey === undefined) return [];
  const known = readKey(serverKey);
  if (!known) return wrong('The key file given does not hold an Ed25519 public key.');
  return keyIdOf(known) === attestation.keyId ? [] : wrong(`The record was signed with key ${attestation.keyId}, not with the server's key ${keyIdOf(known)}.`);
}
