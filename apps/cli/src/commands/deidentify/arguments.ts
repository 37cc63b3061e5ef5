import { readFile, realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { renderPolicy, type MaskTemplate } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { readDecisions, type Decision } from '../../cleaning/decisions.ts';
import type { CliIo } from '../../command.ts';
import { readKeyFile } from './key-file.ts';
import { Ledger } from './ledger.ts';
import { readTemplateFile } from './template-file.ts';

/** What a run was asked to do, checked. */
export interface Job {
  readonly input: string;
  readonly output: string;
  readonly key: Uint8Array;
  readonly centre: string;
  readonly ledger: Ledger | null;
  readonly templates: readonly MaskTemplate[];
  readonly decisions: readonly Decision[];
  readonly jobs: number;
  readonly searchText: boolean;
  readonly report: string | null;
  readonly summary: string | null;
  readonly json: boolean;
}

const usage = (detail: string): Result<never> => refuse({ code: 'usage', detail });

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args], allowPositionals: true,
      options: {
        'key-file': text, centre: text, ledger: text, report: text, summary: text, policy: text, templates: text, 'server-key': text, decisions: text, jobs: text, ocr: text,
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    return null;
  }
}

type Values = NonNullable<ReturnType<typeof parse>>['values'];

/** The path with the links of its existing part followed, so that two names of one folder are seen to be one. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await realOf(dirname(path)), basename(path));
  }
}

/** Whether `inner` is `outer` or lies in it. */
function within(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('/'));
}

async function checkFolders(input: string, output: string): Promise<Result<null>> {
  // The input itself is not followed when it is a link; only the way to it is.
  const [from, to] = [join(await realOf(dirname(input)), basename(input)), await realOf(output)];
  if (within(from, to)) return usage('The output folder must not lie inside the input; choose another.');
  if (within(to, from)) return usage('The input must not lie inside the output folder, since what lies there is taken for clean; choose another.');
  return ok(null);
}

async function checkPolicy(path: string | undefined): Promise<Result<null>> {
  if (path === undefined) return ok(null);
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === renderPolicy('json') ? ok(null) : usage('The policy file is not the policy that this version applies; compare it with "echocohort policy --format json".');
}

function checkValues(values: Values): Result<null> {
  if (!values['key-file']) return usage('Give the centre\'s key with --key-file; "echocohort keygen FILE" makes one.');
  if (!/^[A-Z][A-Z0-9]{1,7}$/.test(values.centre ?? 'C00')) return usage('A centre code is a capital letter and one to seven capitals or digits, such as C03.');
  if (!['auto', 'off', undefined].includes(values.ocr) || !/^[1-9]\d?$/.test(values.jobs ?? '1')) return usage('--ocr is auto or off, --jobs a number from 1 to 99.');
  if (values.templates !== undefined && values['server-key'] === undefined) return usage('--templates needs --server-key FILE, the server\'s public key in PEM, by which its signature is checked.');
  if (values.decisions !== undefined && values.ocr === 'off') return usage('--decisions is about text that was found, so it needs --ocr auto.');
  return ok(null);
}

async function decisionsOf(path: string | undefined): Promise<Result<readonly Decision[]>> {
  if (path === undefined) return ok([]);
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? usage('The decisions file cannot be read.') : readDecisions(text);
}

/** Reads and checks the command line; the first thing that is wrong is said in one sentence. */
export async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const parsed = parse(args);
  if (!parsed) return usage('Wrong arguments; "echocohort deidentify --help" explains them.');
  const { values, positionals } = parsed;
  const at = (path: string): string => resolve(io.cwd, path);
  const optional = (path: string | undefined): string | undefined => (path === undefined ? undefined : at(path));
  const [input, output] = positionals.map(at);
  if (!input || !output || positionals.length > 2) return usage('Give the input and the output folder; "echocohort deidentify --help" explains the rest.');
  for (const check of [checkValues(values), await checkFolders(input, output), await checkPolicy(optional(values.policy))]) if (!check.ok) return check;
  const key = await readKeyFile(at(values['key-file'] ?? ''));
  if (!key.ok) return key;
  const templates = values.templates === undefined ? ok([]) : await readTemplateFile(at(values.templates), at(values['server-key'] ?? ''));
  if (!templates.ok) return templates;
  const decisions = await decisionsOf(optional(values.decisions));
  if (!decisions.ok) return decisions;
  const ledger = values.ledger === undefined ? ok(null) : await Ledger.open(at(values.ledger), key.value);
  if (!ledger.ok) return ledger;
  return ok({
    input, output, key: key.value, centre: values.centre ?? 'C00', ledger: ledger.value, templates: templates.value, decisions: decisions.value,
    jobs: values.jobs === undefined ? Math.min(4, availableParallelism()) : Number(values.jobs), searchText: values.ocr !== 'off',
    report: optional(values.report) ?? null, summary: optional(values.summary) ?? null, json: values.json,
  });
}
