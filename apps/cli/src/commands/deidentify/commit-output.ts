import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { faultCode } from '../../fault-code.ts';
import { makeFolder } from '../../make-folder.ts';
import type { CleanedInput } from '../../cleaning/clean-input.types.ts';

/** Where a clean file came to lie, relative to the output. */
export interface Committed {
  readonly output: string;
  readonly codes: readonly string[];
}

async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if (faultCode(error) === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

/**
 * Gives an unfinished file its name, in one step. Other content under the same identity is never overwritten: it is put
 * beside it, under a name with its digest, and reported.
 */
export async function commitOutput(output: string, written: NonNullable<CleanedInput['written']>): Promise<Committed> {
  const { temporary, subject, uid, sha256 } = written;
  const name = `${subject}/${uid}`;
  const beside = `${name}-${sha256.slice(0, 16)}`;
  for (const candidate of [name, beside]) {
    const path = join(output, `${candidate}.dcm`);
    const existing = await digestOf(path);
    if (existing !== null && existing !== sha256) continue;
    if (existing === null) {
      await makeFolder(dirname(path));
      await rename(temporary, path);
    } else await rm(temporary, { force: true });
    return { output: `${candidate}.dcm`, codes: candidate === name ? [] : ['other-content-same-image'] };
  }
  throw new Error('two contents share one digest');
}
