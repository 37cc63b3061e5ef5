import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { splitCohort, type Split } from '@echocohort/cohort';
import { refuse, ok, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { csvField, readSplitTable } from './split-table.ts';

const USAGE = `Usage: echocohort split --lesions CSV --ratio 4:1 --seed S [--external C12,C13] [--stratify centre,malignant] [--json]

Divides lesions into training, internal_validation and external_validation with patients whole. The CSV has the
columns lesion, patient, centre and, if strata shall use it, malignant (1/0, true/false, yes/no, malignant/benign or
empty). The ratio is met by lesions as nearly as whole patients allow, exactly whenever any choice of patients does;
centres and malignancy are spread as evenly as that leaves room for. The same seed gives the same sets on any machine
and for any order of the rows.

  --external   centres whose lesions are all external_validation; their malignancy is not looked at
  --stratify   centre, malignant, or both (default: centre, and malignant when the column is there); "none" for neither

Standard output: lesion,patient,centre,set by lesion (or one JSON document). Standard error: the achieved numbers.
Exit: 0 done, 2 wrong usage or unreadable table.
`;

interface Wish {
  readonly file: string;
  readonly ratio: { readonly training: number; readonly internal: number };
  readonly seed: string;
  readonly external: readonly string[];
  readonly stratify: readonly ('centre' | 'malignant')[] | null;
  readonly json: boolean;
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

function readStratify(text: string | undefined): Result<Wish['stratify']> {
  if (text === undefined) return ok(null);
  if (text === 'none') return ok([]);
  const names: ('centre' | 'malignant')[] = [];
  for (const name of list(text)) {
    if (name !== 'centre' && name !== 'malignant') return wrong('--stratify takes centre, malignant, both, or none.');
    names.push(name);
  }
  return ok(names);
}

function readWish(args: readonly string[]): Result<Wish> {
  let values;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({ args: [...args], options: { lesions: text, ratio: text, seed: text, external: text, stratify: text, json: { type: 'boolean' } } }));
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort split --help" lists them.');
  }
  const ratio = /^(\d{1,4}):(\d{1,4})$/.exec(values.ratio ?? '');
  if (!values.lesions) return wrong('Name the table with --lesions CSV.');
  if (!ratio) return wrong('Give the ratio as two whole numbers, for instance --ratio 4:1.');
  if (!values.seed) return wrong('Give a seed with --seed; the same seed gives the same sets again.');
  const stratify = readStratify(values.stratify);
  if (!stratify.ok) return stratify;
  return ok({ file: values.lesions, ratio: { training: Number(ratio[1]), internal: Number(ratio[2]) }, seed: values.seed, external: list(values.external), stratify: stratify.value, json: values.json ?? false });
}

async function divide(wish: Wish, cwd: string): Promise<Result<Split>> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, wish.file), 'utf8');
  } catch {
    return refuse({ code: 'table-unreadable', detail: 'The table of --lesions cannot be read; check its name and rights.' });
  }
  const table = readSplitTable(text);
  if (!table.ok) return table;
  const { lesions, hasMalignant } = table.value;
  const stray = wish.external.find((centre) => !lesions.some((lesion) => lesion.centre === centre));
  if (stray !== undefined) return wrong(`No lesion of the table is of centre ${stray}; check --external, or its lesions would be trained on.`);
  if (wish.stratify?.includes('malignant') && !hasMalignant) return wrong('The table has no column malignant to stratify by.');
  const stratifyBy = wish.stratify ?? (hasMalignant ? ['centre', 'malignant'] as const : ['centre'] as const);
  return splitCohort({ lesions, externalCentres: new Set(wish.external), ratio: wish.ratio, seed: wish.seed, stratifyBy });
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
    else io.out(['lesion,patient,centre,set', ...rows.map((row) => [row.lesion, row.patient, row.centre, row.set].map(csvField).join(','))].map((line) => `${line}\n`).join(''));
    return 0;
  },
};
