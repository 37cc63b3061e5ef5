import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyReceipt } from '@echocohort/audit';
import { keyIdOf } from '@echocohort/export';
import type { Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort receipt verify FILE --server-key FILE [--json]

Checks the signature of a receipt offline. The server's public key (PEM) is at /v1/receipt-key; keep a copy that you
fetched before the receipt is in doubt.

Exit: 0 the receipt is what the server signed, 1 it is not, 2 wrong usage or unreadable file.
`;

function readKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Checks a receipt offline. */
export const command: Command = {
  name: 'receipt verify',
  summary: "check a receipt's signature",
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const refused = (detail: string): ExitCode => {
      io.err(`${detail}\n`);
      return 2;
    };
    let parsed;
    try {
      parsed = parseArgs({ args: [...args], allowPositionals: true, options: { 'server-key': { type: 'string' }, json: { type: 'boolean' } } });
    } catch {
      return refused('An option is unknown or lacks its value; "echocohort receipt verify --help" lists them.');
    }
    const { values, positionals: [file, more] } = parsed;
    if (file === undefined || more !== undefined || values['server-key'] === undefined) return refused("Name one receipt, and the server's public key with --server-key FILE.");
    const key = readKey((await readText(resolve(io.cwd, values['server-key']))) ?? '');
    if (key === null) return refused('The file of --server-key holds no Ed25519 public key in PEM.');
    const text = await readText(resolve(io.cwd, file));
    const json = text === null ? null : parseJson(text);
    if (json === null) return refused('The receipt cannot be read or is not JSON.');
    const checked = verifyReceipt(json.value, keyIdOf(key), (message, signature) => verify(null, message, key, Buffer.from(signature, 'base64')));
    if (!checked.ok && checked.refusal.code === 'receipt-unreadable') return refused(checked.refusal.detail);
    if (values.json) io.out(`${JSON.stringify(checked.ok ? { valid: true, receipt: checked.value } : { valid: false, ...checked.refusal })}\n`);
    else if (!checked.ok) io.out(`${checked.refusal.code}: ${checked.refusal.detail}\n`);
    else io.out(`The server signed receipt ${checked.value.number} of study ${checked.value.study}: slot ${checked.value.slot} of ${checked.value.case}, image ${checked.value.image}, ${checked.value.at}.\n`);
    return checked.ok ? 0 : 1;
  },
};
