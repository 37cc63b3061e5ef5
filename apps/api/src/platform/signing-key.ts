import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../configuration/configuration.ts';

/** The Ed25519 key that signs receipts. Its private half never leaves this object. */
export class SigningKey {
  readonly #privateKey: KeyObject;
  /** Public half for those who check receipts offline. */
  readonly publicPem: string;
  /** First 16 hex digits of the SHA-256 of the raw public key, as receipts name it. */
  readonly keyId: string;

  constructor(pem: string) {
    this.#privateKey = createPrivateKey(pem);
    if (this.#privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
    const publicKey = createPublicKey(this.#privateKey);
    this.publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    this.keyId = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  }

  /** Base64 signature over the bytes. */
  sign(bytes: Uint8Array): string {
    return sign(null, bytes, this.#privateKey).toString('base64');
  }

  /** The signature with all that is needed to check it. */
  attest(bytes: Uint8Array): { readonly algorithm: 'Ed25519'; readonly keyId: string; readonly publicKey: string; readonly signature: string } {
    return { algorithm: 'Ed25519', keyId: this.keyId, publicKey: this.publicPem, signature: this.sign(bytes) };
  }
}

/** Reads the key at start; a file that is missing or holds something else stops the start. */
export function readSigningKey(file: string): SigningKey {
  try {
    return new SigningKey(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigurationError(['ECHOCOHORT_SIGNING_KEY_FILE: names no readable PEM file with an Ed25519 private key (openssl genpkey -algorithm ed25519)']);
  }
}
