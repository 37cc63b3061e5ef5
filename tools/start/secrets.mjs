// Passwords and keys of one installation, made once and kept in its data folder, readable by its owner only.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whole or not at all, so that a start cut off here leaves no half file. */
function writeSecret(file, text) {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function installationSecrets(data) {
  const file = join(data, 'secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const random = (bytes) => randomBytes(bytes).toString('base64url');
  const secrets = {
    ownerPassword: known.ownerPassword ?? random(24),
    appPassword: known.appPassword ?? random(24),
    trainerPassword: known.trainerPassword ?? random(24),
    nextAuthSecret: known.nextAuthSecret ?? random(32),
    demoPassword: known.demoPassword ?? process.env.DEMO_PASSWORD ?? `echo-${random(9)}`,
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) writeSecret(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** The Ed25519 key that signs receipts; losing it means that old receipts cannot be checked with the served key. */
export function signingKeyFile(data) {
  const file = join(data, 'receipt-signing-key.pem');
  if (!existsSync(file)) writeSecret(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return file;
}
