import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command, ExitCode } from '../command.ts';
import { ADAPTERS } from '../statistics/adapters.ts';
import { CaseRefused, CaseUnreadable, Instead, Named, type CaseContext, type Fields } from '../statistics/adapter.ts';
import { runAdapter } from '../statistics/check-case.ts';
import { readTable } from '../statistics/read-table.ts';
import { idColumns, requireUniqueIds } from '../statistics/unique-ids.ts';

const USAGE = `Usage: echocohort statistics run METHOD [--data CSV [--id COLUMN]] [--NAME VALUE]...

Runs one method on your own table and prints the result as JSON. Options carry the names that the reference cases use;
a value is read as JSON where it is JSON (0.5, true, [1,2], {"x":1}) and as text otherwise. Scores, outcomes and filters
may be expressions over the columns. --call names the test where a method has several. --id names the column whose values
must differ from row to row (--id reader,case: both together); without it no column is taken for an id and every row counts.

  echocohort statistics run auc_delong --data lesions.csv --outcome malignant --score p_model --id lesion
  echocohort statistics run delong_paired --data lesions.csv --outcome malignant --score1 a --score2 b
  echocohort statistics run proportion_ci --x 48 --n 51
  echocohort statistics run group_tests --call "fisher.test(m)" --table "[[3,1],[1,3]]"

Methods: ${ADAPTERS.map(({ method }) => method).join(', ')}

Tables of up to 500 MB are read (ten million rows of an outcome and a score); fits and smooth curves state their own limits.

Exit: 0 done, 1 the method refuses (the reason as JSON), 2 wrong usage or unreadable data.
`;

/** A text can hold no more; ten million rows of an outcome and a score of 17 digits take 210 MB. */
const MOST_BYTES = 500_000_000;
const TOO_LARGE = { code: 'table-too-large', detail: `A table of up to ${MOST_BYTES / 1e6} MB is read at once; write only the columns that the method needs.`, facts: { limit: MOST_BYTES } };

const NUMBERS_AS_TEXT: Readonly<Record<string, string>> = { NaN: 'NaN', Infinity: 'Infinity', '-Infinity': '-Infinity' };

function valueFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `--name value` pairs; null when one has no value or no name. */
function optionsFrom(args: readonly string[]): Map<string, string> | null {
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at] ?? '', args[at + 1]];
    if (!/^--[A-Za-z]\w*$/.test(name) || value === undefined) return null;
    options.set(name.slice(2), value);
  }
  return options;
}

/** Numbers that JSON lacks are written as text, and what the platform says in place of a number is given with its reason. */
const plain = (_key: string, value: unknown): unknown => {
  if (value instanceof Instead) return { value: value.value, because: value.because };
  if (value instanceof Named) return value.names[0];
  return typeof value === 'number' && !Number.isFinite(value) ? NUMBERS_AS_TEXT[String(value)] : value;
};

async function inputFrom(options: ReadonlyMap<string, string>, cwd: string): Promise<{ input: Fields; context: CaseContext }> {
  const data = options.get('data');
  if (data !== undefined && (await stat(resolve(cwd, data))).size > MOST_BYTES) throw new CaseRefused(TOO_LARGE);
  const text = data === undefined ? null : await readFile(resolve(cwd, data), 'utf8');
  const id = options.get('id');
  if (id !== undefined && text === null) throw new CaseUnreadable('--id goes with --data');
  const entries = [...options].filter(([name]) => name !== 'data' && name !== 'call' && name !== 'id').map(([name, value]): [string, unknown] => [name, valueFrom(value)]);
  const ids = id === undefined ? [] : idColumns(id);
  const table = text === null ? null : readTable(text, ids);
  if (table !== null && ids.length > 0) requireUniqueIds(table, ids);
  const context: CaseContext = {
    id: 'run', call: options.get('call') ?? '', note: '', tags: [], siblings: [],
    table() {
      if (table === null) throw new CaseUnreadable('name the table with --data');
      return table;
    },
  };
  return { input: Object.fromEntries(data === undefined ? entries : [['csv', 'data'], ...entries]), context };
}

/** Runs one statistical method on a table at the shell. */
export const command: Command = {
  name: 'statistics run',
  summary: 'run one statistical method on a table of your own',
  usage: USAGE,
  async run([method, ...rest], io): Promise<ExitCode> {
    const adapter = ADAPTERS.find((entry) => entry.method === method);
    const options = optionsFrom(rest);
    if (!adapter || options === null) {
      io.err(adapter ? 'Options come as --NAME VALUE.\n' : `Name a method: ${ADAPTERS.map((entry) => entry.method).join(', ')}.\n`);
      return 2;
    }
    try {
      const { input, context } = await inputFrom(options, io.cwd);
      const result = runAdapter(adapter, input, context);
      io.out(`${JSON.stringify(result.ok ? result.value : { refusal: result.refusal }, plain, 1)}\n`);
      return result.ok ? 0 : 1;
    } catch (error) {
      if (error instanceof CaseUnreadable) io.err(`The input is not understood: ${error.message}.\n`);
      else if (error instanceof CaseRefused) {
        io.out(`${JSON.stringify({ refusal: error.refusal }, plain, 1)}\n`);
        return 1;
      } else if (error instanceof Error && 'code' in error) io.err('The table of --data cannot be read; check its name and rights.\n');
      else throw error;
      return 2;
    }
  },
};
