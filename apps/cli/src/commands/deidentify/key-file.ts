import { readFile } from 'node:fs/promises';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { KEY_BYTES } from '@echocohort/deidentification';

/** The key of a file that `keygen` wrote: 32 bytes in base64 on one line. */
export async function readKeyFile(path: string): Promise<Result<Uint8Array>> {
  const unreadable = refuse({ code: 'key-file-unreadable', detail: 'The key file cannot be read or is not one that "echocohort keygen" writes (32 bytes in base64); name the centre\'s key file with --key-file.' });
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null || !/^[A-Za-z0-9+/]{43}=\s*$/.test(text)) return unreadable;
  const key = new Uint8Array(Buffer.from(text.trim(), 'base64'));
  return key.length === KEY_BYTES ? ok(key) : unreadable;
}
