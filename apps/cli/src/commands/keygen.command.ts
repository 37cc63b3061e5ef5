import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KEY_BYTES } from '@echocohort/deidentification';
import type { CliIo, Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort keygen FILE

Writes a new secret key for a centre: 32 random bytes in base64, readable by you alone. It never overwrites a file.
Whoever has the key can confirm which patient a clean file belongs to: keep it at the centre, and keep a copy of it there,
since without it later examinations of the same patient get other UIDs and another shift of dates.`;

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [file] = args;
  if (!file || args.length !== 1 || file.startsWith('-')) {
    io.err('Give the name of one new file; "echocohort keygen --help" explains it.\n');
    return 2;
  }
  try {
    const handle = await open(resolve(io.cwd, file), 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    io.err(exists ? 'That file exists already and is not overwritten; choose another name.\n' : 'The file cannot be written there; choose another folder.\n');
    return 2;
  }
  io.err('The key is written. Keep it at the centre, with a copy in a safe place there; it is never sent.\n');
  return 0;
}

export const command: Command = { name: 'keygen', summary: "make a centre's secret key", usage: USAGE, run };
