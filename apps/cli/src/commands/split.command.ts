import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { splitCohort, type Split } from '@echocohort/cohort';
import { refuse, ok, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { csvField, readSplitTable } from './split-table.ts';

const USAGE = `Usage: echocohort split --lesions CSV --ratio 4:1 --seed S [--external C12,C13] [--stratify centre,malignant]
                        [--folds K] [--json]

Divides lesions into training, internal_validation and external_validation with patients whole. The CSV has the
columns lesion, patient, centre and, if strata shall use it, malignant (1/0, true/false, yes/no, malignant/benign or
empty); it may have others. The ratio is met by lesions as nearly as whole patients allow, exactly whenever any choice
of patients does; the strata are spread as evenly as that leaves room for. The same seed gives the same sets on any
machine and for any order of the rows.

  --external   centres whose lesions are all external_validation; their malignancy is not looked at
  --stratify   columns whose values are spread evenly, any that the table has (default: centre, and malignant when the
               column is there); "none" for none. A patient with different values has a stratum of its own
  --folds      folds for cross-validation inside development, patients whole: a fifth column fold, empty for external

Standard output: lesion,patient,centre,set[,fold] by lesion (or one JSON document). Standard error: the achieved numbers.
Exit: 0 done, 2 wrong usage or unreadable table.
`;

interface Wish {
  readonly file: string;
  readonly ratio: { readonly training: number; readonly internal: number };
  readonly seed: string;
  readonly external: readonly string[];
  readonly stratify: readonly string[] | null;
  readonly folds: number | undefined;
  readonly json: boolean;
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

function readStratify(text: string | undefined): Result<Wish['stratify']> {
  if (text === undefined) return ok(null);
  if (text.trim() === 'none') return ok([]);
  const names = [...new Set(list(text).map((name) => name.toLowerCase()))];
  const needless = names.find((name) => name === 'lesion' || name === 'patient');
  if (names.length === 0) return wrong('--stratify takes names of columns, or none.');
  return needless === undefined ? ok(names) : wrong(`--stratify cannot take ${needless}: every value of it stands alone.`);
}

function readWish(args: readonly string[]): Result<Wish> {
  let values;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({ args: [...args], options: { lesions: text, ratio: text, seed: text, external: text, stratify: text, folds: text, json: { type: 'boolean' } } }));
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort split --help" lists them.');
  }
  const ratio = /^\s*(\d{1,4})\s*:\s*(\d{1,4})\s*$/.exec(values.ratio ?? '');
  if (!values.lesions) return wrong('Name the table with --lesions CSV.');
  if (!ratio) return wrong('Give the ratio as two whole numbers, for instance --ratio 4:1.');
  if (!values.seed) return wrong('Give a seed with --seed; the same seed gives the same sets again.');
  const folds = values.folds === undefined ? undefined : Number(values.folds);
  if (folds !== undefined && !(Number.isInteger(folds) && folds >= 2 && folds <= 100)) return wrong('Give --folds a whole number from 2 to 100.');
  const stratify = readStratify(values.stratify);
  if (!stratify.ok) return stratify;
  return ok({ file: values.lesions, ratio: { training: Number(ratio[1]), internal: Number(ratio[2]) }, seed: values.seed, external: list(values.external), stratify: stratify.value, folds, json: values.json ?? false });
}

async function divide(wish: Wish, cwd: string): Promise<Result<Split>> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(resolve(cwd, wish.file)));
  } catch (error) {
    const notText = error instanceof TypeError;
    return refuse({ code: 'table-unreadable', detail: notText ? 'The table of --lesions is not UTF-8 text; save it as "CSV UTF-8".' : 'The table of --lesions cannot be read; check its name and rights.' });
  }
  const table = readSplitTable(text);
  if (!table.ok) return table;
  const { lesions, columns } = table.value;
  const stray = wish.external.find((centre) => !lesions.some((lesion) => lesion.centre === centre));
  if (stray !== undefined) return wrong(`No lesion of the table is of centre ${stray}; check --external, or its lesions would be trained on.`);
  const absent = wish.stratify?.find((name) => !columns.includes(name));
  if (absent !== undefined) return wrong(`The table has no column ${absent} to stratify by.`);
  const stratifyBy = wish.stratify ?? ['centre', 'malignant'].filter((name) => columns.includes(name));
  return splitCohort({ lesions, externalCentres: new Set(wish.external), ratio: wish.ratio, seed: wish.seed, stratifyBy, folds: wish.folds });
}

/** The table of sets; the column of folds only when they were asked for. */
function linesOf(rows: Split['rows']): string[] {
  const withFolds = rows.some(({ fold }) => fold !== undefined);
  const fold = (row: Split['rows'][number]): string[] => (withFolds ? [row.fold === null || row.fold === undefined ? '' : String(row.fold)] : []);
  return [`lesion,patient,centre,set${withFolds ? ',fold' : ''}`, ...rows.map((row) => [row.lesion, row.patient, row.centre, row.set, ...fold(row)].map(csvField).join(','))];
}

function report(split: Split, wish: Wish, io: CliIo): void {
  for (const { set, lesions, patients } of split.sets) io.err(`${set}: ${lesions} lesions of ${patients} patients\n`);
  const [training] = split.sets;
  const wanted = Number.isInteger(split.wanted) ? String(split.wanted) : split.wanted.toFixed(2);
  const ratio = `${wish.ratio.training}:${wish.ratio.internal}`;
  io.err(split.exact ? `The ratio ${ratio} is met exactly.\n` : `The ratio ${ratio} asks for ${wanted} lesions in training; ${training?.lesions ?? 0} is the nearest that whole patients allow.\n`);
}

/** Divides lesions into sets, from a table and without a server. */
export const command: Command = {
  name: 'split',
  summary: 'divide lesions into training and validation sets, patients whole',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = readWish(args);
    const split = wish.ok ? await divide(wish.value, io.cwd) : wish;
    if (!wish.ok || !split.ok) {
      io.err(`${split.ok ? '' : split.refusal.detail}\n`);
      return 2;
    }
    report(split.value, wish.value, io);
    const { rows, sets, exact, wanted, assignment } = split.value;
    if (wish.value.json) io.out(`${JSON.stringify({ seed: wish.value.seed, ratio: wish.value.ratio, exact, wanted, assignment, sets, rows })}\n`);
    else io.out(linesOf(rows).map((line) => `${line}\n`).join(''));
    return 0;
  },
};
