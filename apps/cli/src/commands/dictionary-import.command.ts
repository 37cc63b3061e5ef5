import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRedcapDictionary } from '@echocohort/table-formats';
import type { CliIo, Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort dictionary import FILE.csv [--lesion-forms NAME,NAME]

Prints the forms of a REDCap data dictionary as the section "forms" of a study definition (JSON, which is YAML too). Every
field that a definition cannot hold is named on standard error with its line; none is bent to fit.

  --lesion-forms   forms of a foreign dictionary that are about a lesion; the others are about the patient

Exit: 0 done, 1 some fields were left out or changed, 2 wrong usage or unreadable input.
`;

interface Wish {
  readonly file: string;
  readonly lesionForms: ReadonlySet<string>;
}

function readWish(args: readonly string[]): Wish | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { 'lesion-forms': { type: 'string' } } });
    const [file, more] = positionals;
    return file === undefined || more !== undefined ? null : { file, lesionForms: new Set((values['lesion-forms'] ?? '').split(',').filter((form) => form !== '')) };
  } catch {
    return null;
  }
}

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const wish = readWish(args);
  if (wish === null) {
    io.err('Name one data dictionary; "echocohort dictionary import --help" says more.\n');
    return 2;
  }
  const text = await readFile(resolve(io.cwd, wish.file), 'utf8').catch(() => null);
  if (text === null) {
    io.err('The data dictionary cannot be read; check its name.\n');
    return 2;
  }
  const read = readRedcapDictionary(text, (form) => (wish.lesionForms.has(form) ? 'lesion' : 'patient'));
  if (!read.ok) {
    io.err(`${read.refusal.detail}\n`);
    return 2;
  }
  io.out(`${JSON.stringify({ forms: read.value.forms }, null, 2)}\n`);
  for (const { line, field, code, detail } of read.value.findings) io.err(`line ${line}\t${field}\t${code}\t${detail}\n`);
  return read.value.findings.length === 0 ? 0 : 1;
}

/** REDCap to study definition. */
export const command: Command = { name: 'dictionary import', summary: 'read the forms of a REDCap data dictionary', usage: USAGE, run };
