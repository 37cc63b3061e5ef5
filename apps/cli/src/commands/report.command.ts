import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseStudy } from '@echocohort/analyses';
import { verifyExport } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { REPORT_PARTS, renderReport, shippedFonts, type FigureLanguage } from '@echocohort/reporting';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { openExport } from '../export/open-export.ts';
import { readBundles } from '../report/read-bundles.ts';
import { readExport } from '../report/read-export.ts';
import { reportMaps } from '../report/report-maps.ts';

const parts = REPORT_PARTS.map(({ name, holds, needsModel }) => `             ${name.padEnd(16)}${holds}${needsModel ? ' *' : ''}`).join('\n');

const USAGE = `Usage: echocohort report EXPORT --out DIR [--only NAME,...] [--bundle DIR]... [--lang en|zh|en,zh] [--json]

Makes all tables and figures of the study from an export (a folder or a zip), without a server: the whole report as Word,
PDF and HTML, every figure as SVG and PNG of 300 dpi, every table as CSV (opens in Excel), Word and HTML, and MODEL_CARD.md.
The export is verified first; from one that differs from what was locked nothing is made, and nothing is written before
the guards have passed (counts add up, accuracy between sensitivity and specificity, net benefit within the prevalence,
units stated, p never 0.000, cut-off from training only). The same export and bundles give the same bytes.

  --only     names of parts, with commas between them; all when left out:
${parts}
             Parts with * need a model bundle: named without one they are refused, otherwise they say that they are missing.
  --bundle   folder of a model bundle ("echocohort train") with its predictions; once for each model. Networks of a
             cross-validation go with their model. It must come from the snapshot of this export.
  --lang     language of the report: en (as when left out), zh, or both
  --json     prints one document with the paths of the files

Attention maps of wrong calls that a bundle lacks (it holds those of the internal validation set) are made by its model.onnx
out of the export's pictures: of each model and set up to 4. Where that cannot be done the report says why.

Outcomes of the external centres are read from an export that was made after their opening; while they are sealed, the
report says so in each place and leaves their figures out.

Exit: 0 made, 1 the export differs from what was locked or a guard stopped the report, 2 wrong usage or unreadable input.
`;

interface Wish {
  readonly path: string;
  readonly out: string;
  readonly only: readonly string[] | undefined;
  readonly bundles: readonly string[];
  readonly languages: readonly FigureLanguage[];
  readonly json: boolean;
}

const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

/** The parts that are asked for; one that needs a model is not made without one. */
function readOnly(text: string | undefined, bundles: readonly string[]): Result<readonly string[] | undefined> {
  if (text === undefined) return ok(undefined);
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  const unknown = names.find((name) => !REPORT_PARTS.some((part) => part.name === name));
  if (names.length === 0 || unknown !== undefined) return wrong(`There is no table or figure "${unknown ?? ''}"; --only takes ${REPORT_PARTS.map(({ name }) => name).join(', ')}.`);
  const lacking = names.find((name) => bundles.length === 0 && REPORT_PARTS.some((part) => part.name === name && part.needsModel));
  return lacking === undefined ? ok(names) : wrong(`"${lacking}" needs the predictions of a model; name its bundle with --bundle.`);
}

function readLanguages(text: string): Result<readonly FigureLanguage[]> {
  const found = [...new Set(text.split(','))].flatMap((name): FigureLanguage[] => (name === 'zh' || name === 'en' ? [name] : []));
  return found.length === new Set(text.split(',')).size ? ok(found) : wrong('--lang takes en, zh, or both with a comma between them.');
}

function readWish(args: readonly string[], cwd: string): Result<Wish> {
  try {
    const options = { out: { type: 'string' }, only: { type: 'string' }, bundle: { type: 'string', multiple: true }, lang: { type: 'string', default: 'en' }, json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [path, more] = positionals;
    if (path === undefined || more !== undefined) return wrong('Name one export: its folder or its zip.');
    if (values.out === undefined) return wrong('Say with --out into which folder the report goes.');
    const bundles = (values.bundle ?? []).map((folder) => resolve(cwd, folder));
    const only = readOnly(values.only, bundles);
    if (!only.ok) return only;
    const languages = readLanguages(values.lang);
    return languages.ok ? ok({ path: resolve(cwd, path), out: resolve(cwd, values.out), only: only.value, bundles, languages: languages.value, json: values.json }) : languages;
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort report --help" lists them.');
  }
}

/** Reads and computes everything, and only then writes. */
async function make(wish: Wish, io: CliIo): Promise<Result<ExitCode>> {
  const source = await openExport(wish.path);
  if (!source.ok) return source;
  try {
    const verdict = await verifyExport(source.value, {});
    if (!verdict.ok) return verdict;
    if (verdict.value.differences.length > 0) {
      io.err(`The export differs from what was locked in ${verdict.value.differences.length} items; "echocohort verify" names them. Nothing was made.\n`);
      return ok(1);
    }
    const read = await readExport(source.value);
    if (!read.ok) return read;
    const bundles = await readBundles(wish.bundles, read.value.snapshot.root);
    if (!bundles.ok) return bundles;
    const analysis = analyseStudy({ ...read.value.records, models: bundles.value.models });
    if (!analysis.ok) return analysis;
    const maps = wish.only === undefined || wish.only.includes('failures') ? await reportMaps(analysis.value, bundles.value, source.value, read.value.snapshot.root) : undefined;
    const input = { analysis: analysis.value, definition: read.value.records.definition, snapshot: read.value.snapshot, bundles: bundles.value.facts, fonts: await shippedFonts(), ...(maps ? { maps } : {}) };
    const files = await renderReport(input, { only: wish.only, languages: wish.languages });
    return files.ok ? ok(await write(wish, files.value, io)) : files;
  } finally {
    await source.value.close();
  }
}

async function write(wish: Wish, files: readonly { readonly path: string; readonly bytes: Uint8Array }[], io: CliIo): Promise<ExitCode> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(wish.out, path)), { recursive: true });
    await writeFile(join(wish.out, path), bytes);
  }
  io.out(wish.json ? `${JSON.stringify({ files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })) })}\n` : files.map(({ path }) => `${path}\n`).join(''));
  return 0;
}

/** Tables and figures of the study from an export. */
export const command: Command = {
  name: 'report',
  summary: 'make all tables and figures of the study from an export',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = readWish(args, io.cwd);
    const made = wish.ok ? await make(wish.value, io) : wish;
    if (made.ok) return made.value;
    io.err(`${made.refusal.detail}\n`);
    return made.refusal.code.startsWith('guard-') ? 1 : 2;
  },
};
