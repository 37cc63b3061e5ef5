import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyExport } from '@echocohort/export';
import { refuse, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { openExport } from '../export/open-export.ts';
import { readRecord } from '../report/read-record.ts';
import { REPORTS } from '../report/reports.ts';

const USAGE = `Usage: echocohort report EXPORT --out DIR [--only NAME,...]

Makes tables and figures of the study from an export (a folder or a zip), without a server. The export is verified
first; from one that differs from what was locked nothing is made.

  --only   flow (figures/flow.en.svg, figures/flow.zh.svg), table1 (tables/table1.csv); all when left out

The remaining tables and figures of the paper are not written yet.

Exit: 0 made, 1 the export differs from what was locked, 2 wrong usage or unreadable input.
`;

interface Wish {
  readonly path: string;
  readonly out: string;
  readonly only: readonly string[];
}

function readWish(args: readonly string[], cwd: string): Result<Wish> {
  const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { out: { type: 'string' }, only: { type: 'string' } } });
    const [path, more] = positionals;
    if (path === undefined || more !== undefined) return wrong('Name one export: its folder or its zip.');
    if (values.out === undefined) return wrong('Say with --out into which folder the report goes.');
    const only = values.only === undefined ? REPORTS.map(({ name }) => name) : values.only.split(',');
    const unknown = only.find((name) => !REPORTS.some((report) => report.name === name));
    if (unknown !== undefined) return wrong(`There is no table or figure "${unknown}"; --only takes ${REPORTS.map(({ name }) => name).join(', ')}.`);
    return { ok: true, value: { path: resolve(cwd, path), out: resolve(cwd, values.out), only } };
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort report --help" lists them.');
  }
}

async function make(wish: Wish, io: CliIo): Promise<Result<ExitCode>> {
  const source = await openExport(wish.path);
  if (!source.ok) return source;
  try {
    const verdict = await verifyExport(source.value, {});
    if (!verdict.ok) return verdict;
    if (verdict.value.differences.length > 0) {
      io.err(`The export differs from what was locked in ${verdict.value.differences.length} items; "echocohort verify" names them. Nothing was made.\n`);
      return { ok: true, value: 1 };
    }
    const record = await readRecord(source.value);
    if (!record.ok) return record;
    for (const report of REPORTS.filter(({ name }) => wish.only.includes(name))) {
      const files = report.make(record.value);
      if (!files.ok) return files;
      for (const { path, text } of files.value) {
        await mkdir(dirname(join(wish.out, path)), { recursive: true });
        await writeFile(join(wish.out, path), text);
        io.out(`${path}\n`);
      }
    }
    return { ok: true, value: 0 };
  } finally {
    await source.value.close();
  }
}

/** Tables and figures of the study from an export. */
export const command: Command = {
  name: 'report',
  summary: 'make flow chart and baseline table from an export',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = readWish(args, io.cwd);
    const made = wish.ok ? await make(wish.value, io) : wish;
    if (made.ok) return made.value;
    io.err(`${made.refusal.detail}\n`);
    return 2;
  },
};
