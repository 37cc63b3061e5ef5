import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseStudyDefinition } from '@echocohort/study';
import { redcapDictionary } from '@echocohort/table-formats';
import type { CliIo, Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort dictionary export STUDY.yaml

Prints the forms of a study definition as a REDCap data dictionary (CSV). What a dictionary has no column for stands as
JSON in the field annotation, so that "dictionary import" gives the forms back whole.

Exit: 0 done, 2 wrong usage or unreadable input.
`;

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name, more] = args;
  if (name === undefined || more !== undefined) {
    io.err('Name one study definition.\n');
    return 2;
  }
  const text = await readFile(resolve(io.cwd, name), 'utf8').catch(() => null);
  if (text === null) {
    io.err('The study definition cannot be read; check its name.\n');
    return 2;
  }
  const study = parseStudyDefinition(text, name);
  if (!study.ok) {
    io.err(`${study.refusal.detail}\n`);
    return 2;
  }
  io.out(redcapDictionary(study.value));
  return 0;
}

/** Study definition to REDCap. */
export const command: Command = { name: 'dictionary export', summary: 'print the forms of a study as a REDCap data dictionary', usage: USAGE, run };
