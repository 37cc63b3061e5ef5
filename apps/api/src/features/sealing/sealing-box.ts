import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, scrypt, sign, type KeyObject } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const SALT = 16;
const X25519_DER = { private: Buffer.from('302e020100300506032b656e04220420', 'hex'), public: Buffer.from('302a300506032b656e032100', 'hex') };
const ED25519_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
/** RFC 7914: 64 MiB of memory and about 0.2 s a try, so that a stolen table of key holders is of little use. */
const COST = { N: 65_536, r: 8, p: 1, maxmem: 256 * 65_536 * 8 } as const;

/** AES-256-GCM (NIST SP 800-38D): nonce, tag, ciphertext. `context` is bound in, so that a box cannot be moved to another place. */
export function shut(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** What the box holds; null when key or context are not those that it was shut with. */
export function unshut(key: Uint8Array, box: Uint8Array, context: string): Buffer | null {
  if (box.length < NONCE + TAG) return null;
  const bytes = Buffer.from(box);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    // The tag does not fit: a wrong key is all that can be said.
    return null;
  }
}

const fromPassphrase = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(passphrase.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))));

const publicKeyOf = (raw: Uint8Array): KeyObject => createPublicKey({ key: Buffer.concat([X25519_DER.public, raw]), format: 'der', type: 'spki' });
const privateKeyOf = (raw: Uint8Array): KeyObject => createPrivateKey({ key: Buffer.concat([X25519_DER.private, raw]), format: 'der', type: 'pkcs8' });
const rawOf = (key: KeyObject, form: 'public' | 'private'): Buffer =>
  form === 'public' ? key.export({ format: 'der', type: 'spki' }).subarray(-32) : key.export({ format: 'der', type: 'pkcs8' }).subarray(-32);

/** An Ed25519 key (RFC 8032) that follows from a holder's private key: who can open the share can sign for it, and nobody else. */
const signingKeyOf = (privateKey: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ED25519_DER, new Uint8Array(hkdfSync('sha256', privateKey, Buffer.alloc(0), 'echocohort share signature', 32))]), format: 'der', type: 'pkcs8' });

/** Public part of the key that a holder signs with. */
const signingPublicOf = (privateKey: Uint8Array): Buffer => createPublicKey(signingKeyOf(privateKey)).export({ format: 'der', type: 'spki' }).subarray(-32);

/** A holder's signature over a text, as base64. */
export const signAsHolder = (privateKey: Uint8Array, text: string): string => sign(null, Buffer.from(text, 'utf8'), signingKeyOf(privateKey)).toString('base64');

const PRIVATE_CONTEXT = 'echocohort key holder';

/** A key pair of a holder (X25519, RFC 7748), and the public key of the holder's signature. The private key leaves this function shut with the passphrase only. */
export async function makeKeyPair(passphrase: string): Promise<{ readonly publicKey: Buffer; readonly privateBox: Buffer; readonly signingKey: Buffer }> {
  const pair = generateKeyPairSync('x25519');
  const salt = randomBytes(SALT);
  const key = await fromPassphrase(passphrase, salt);
  const privateKey = rawOf(pair.privateKey, 'private');
  return { publicKey: rawOf(pair.publicKey, 'public'), privateBox: Buffer.concat([salt, shut(key, privateKey, PRIVATE_CONTEXT)]), signingKey: signingPublicOf(privateKey) };
}

/** The private key; null when the passphrase is wrong. */
export async function openPrivateKey(privateBox: Uint8Array, passphrase: string): Promise<Buffer | null> {
  const key = await fromPassphrase(passphrase, privateBox.subarray(0, SALT));
  return unshut(key, privateBox.subarray(SALT), PRIVATE_CONTEXT);
}

const boxKey = (secret: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, Buffer.concat([ephemeral, recipient]), 'echocohort share', 32));

/** Shuts a share for one holder: ephemeral X25519 key, HKDF (RFC 5869), AES-256-GCM. Only the holder's private key opens it. */
export function shutFor(publicKey: Uint8Array, share: Uint8Array, context: string): Buffer {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = rawOf(pair.publicKey, 'public');
  const secret = diffieHellman({ privateKey: pair.privateKey, publicKey: publicKeyOf(publicKey) });
  return Buffer.concat([ephemeral, shut(boxKey(secret, ephemeral, publicKey), share, context)]);
}

/** The share in a box that was shut for this key pair; null when it was shut for another. */
export function openFor(privateKey: Uint8Array, publicKey: Uint8Array, box: Uint8Array, context: string): Buffer | null {
  if (box.length < 32 + NONCE + TAG) return null;
  const ephemeral = box.subarray(0, 32);
  const secret = diffieHellman({ privateKey: privateKeyOf(privateKey), publicKey: publicKeyOf(ephemeral) });
  return unshut(boxKey(secret, ephemeral, publicKey), box.subarray(32), context);
}
