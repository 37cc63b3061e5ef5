import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, ExitCode } from '../command.ts';
import { ADAPTERS } from '../statistics/adapters.ts';
import type { CaseContext } from '../statistics/adapter.ts';
import type { CaseFile, ReferenceCase } from '../statistics/case-file.ts';
import { checkCase } from '../statistics/check-case.ts';
import type { Difference } from '../statistics/compare.ts';
import { readCaseFolder, type CaseFolder } from './statistics/case-folder.ts';

const USAGE = `Usage: echocohort statistics check FOLDER [--method NAME]... [--first N]

Runs a folder of reference cases (cases/*.json with data/*.csv) through the platform's statistics and compares every
expected number within the tolerance of its file. Filters, formulas and derived columns of the cases are evaluated.

  --method  only this method's cases; may be given more than once
  --first   print at most this many differences of one case (default 5)

Standard output: one line for each difference, with what was expected and what was found; the last line is
"N passed, N failed". Exit: 0 all pass, 1 some fail, 2 wrong usage or no cases.
`;

const shown = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing'));

function contextOf(entry: ReferenceCase, file: CaseFile, folder: CaseFolder): CaseContext {
  const { id, call, note, tags } = entry;
  return { id, call, note, tags, siblings: file.cases.filter((other) => other !== entry).map((other) => ({ id: other.id, input: other.input })), table: (csv) => folder.table(csv) };
}

function lines(method: string, id: string, found: readonly Difference[], first: number): string[] {
  const said = found.slice(0, first).map(({ path, expected, found: value }) => `FAIL ${method}/${id} ${path}: expected ${shown(expected)}, found ${shown(value)}`);
  return found.length > first ? [...said, `FAIL ${method}/${id} and ${found.length - first} more`] : said;
}

/** Checks the platform's statistics against reference numbers. */
export const command: Command = {
  name: 'statistics check',
  summary: 'run a folder of reference cases through the statistics',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    let parsed;
    try {
      parsed = parseArgs({ args: [...args], allowPositionals: true, options: { method: { type: 'string', multiple: true }, first: { type: 'string' } } });
    } catch {
      parsed = null;
    }
    const place = parsed?.positionals[0];
    const first = Number(parsed?.values.first ?? 5);
    if (!parsed || place === undefined || parsed.positionals.length > 1 || !Number.isInteger(first) || first < 1) {
      io.err('Name one folder of cases; "echocohort statistics check --help" explains.\n');
      return 2;
    }
    const folder = await readCaseFolder(resolve(io.cwd, place));
    const wanted = parsed.values.method;
    const files = folder?.files.filter(({ method }) => wanted === undefined || wanted.includes(method)) ?? [];
    if (folder === null || files.length + folder.unreadable.length === 0) {
      io.err('There are no such cases: the folder needs cases/*.json (and data/*.csv).\n');
      return 2;
    }
    let [passed, failed] = [0, folder.unreadable.length];
    for (const name of folder.unreadable) io.out(`FAIL ${name}: expected a file of cases, found another form\n`);
    for (const file of files) {
      const adapter = ADAPTERS.find(({ method }) => method === file.method);
      for (const entry of file.cases) {
        const found = checkCase(entry, adapter, contextOf(entry, file, folder), file.tolerance);
        if (found.length === 0) passed++;
        else failed++;
        for (const line of lines(file.method, entry.id, found, first)) io.out(`${line}\n`);
      }
    }
    io.out(`${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  },
};
