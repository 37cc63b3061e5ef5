import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** What the person at the shell asked for. */
export interface TrainWish {
  readonly exportPath: string;
  /** Null for a dry run, which writes nothing. */
  readonly out: string | null;
  /** Keys of the configuration file with the options laid over them; checked by the training itself. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Folder that the configuration's paths start from. */
  readonly configFolder: string;
  readonly resume: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const OPTIONS = {
  out: { type: 'string' }, model: { type: 'string' }, config: { type: 'string' }, engine: { type: 'string' }, fold: { type: 'string' }, 'max-minutes': { type: 'string' }, resume: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' },
} as const;
const MODELS: readonly string[] = ['L', 'LB', 'LBC'];

const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

async function readConfig(path: string): Promise<Result<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return wrong('The file of --config cannot be read.');
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return ok({ ...parsed });
  } catch {
    // The sentence below says it for a text that is no JSON as for one that is no object.
  }
  return wrong('The file of --config must hold one JSON object.');
}

/** `2/5` is the second of five folds. */
function readFold(text: string | undefined): Result<{ index: number; of: number } | null> {
  if (text === undefined) return ok(null);
  const [, which, of] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  const [index, count] = [Number(which) - 1, Number(of)];
  return which !== undefined && index >= 0 && index < count && count >= 2 ? ok({ index, of: count }) : wrong('--fold is written as 2/5: the second of five folds.');
}

function readMinutes(text: string | undefined): Result<number | null> {
  if (text === undefined) return ok(null);
  const minutes = Number(text);
  return text.trim() !== '' && Number.isFinite(minutes) && minutes > 0 ? ok(minutes) : wrong('--max-minutes is a number of minutes above 0.');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch {
    return null; // the caller says it in one sentence
  }
}

/** Reads the arguments; a refusal says in one sentence what to do. */
export async function readTrainWish(args: readonly string[], cwd: string): Promise<Result<TrainWish>> {
  const parsed = parse(args);
  if (parsed === null) return wrong('An option is unknown or lacks its value; "echocohort train --help" lists them.');
  const { values, positionals } = parsed;
  const [exportPath, more] = positionals;
  const dryRun = values['dry-run'] ?? false;
  if (exportPath === undefined || more !== undefined) return wrong('Name one export: its folder or its zip.');
  if (values.out === undefined && !dryRun) return wrong('Say where the model bundle goes: --out DIR.');
  if (values.model !== undefined && !MODELS.includes(values.model)) return wrong('--model is L, LB or LBC.');
  const fold = readFold(values.fold);
  if (!fold.ok) return fold;
  const minutes = readMinutes(values['max-minutes']);
  if (!minutes.ok) return minutes;
  const config = values.config === undefined ? ok<Record<string, unknown>>({}) : await readConfig(resolve(cwd, values.config));
  if (!config.ok) return config;
  const over = { ...(values.model === undefined ? {} : { model: values.model }), ...(values.engine === undefined ? {} : { engine: values.engine }), ...(fold.value === null ? {} : { fold: fold.value }), ...(minutes.value === null ? {} : { minutes: minutes.value }) };
  return ok({
    exportPath: resolve(cwd, exportPath), out: values.out === undefined ? null : resolve(cwd, values.out), configFolder: values.config === undefined ? cwd : dirname(resolve(cwd, values.config)),
    resume: values.resume ?? false, dryRun, json: values.json ?? false, config: { ...config.value, ...over },
  });
}
