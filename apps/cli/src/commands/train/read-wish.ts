import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** What the person at the shell asked for. */
export interface TrainWish {
  readonly exportPath: string;
  readonly out: string;
  /** Keys of the configuration file with the options laid over them; checked by the training itself. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly resume: boolean;
  readonly json: boolean;
}

const OPTIONS = { out: { type: 'string' }, model: { type: 'string' }, config: { type: 'string' }, engine: { type: 'string' }, resume: { type: 'boolean' }, json: { type: 'boolean' } } as const;

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

/** Reads the arguments; a refusal says in one sentence what to do. */
export async function readTrainWish(args: readonly string[], cwd: string): Promise<Result<TrainWish>> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort train --help" lists them.');
  }
  const { values, positionals } = parsed;
  const [exportPath, more] = positionals;
  if (exportPath === undefined || more !== undefined) return wrong('Name one export: its folder or its zip.');
  if (values.out === undefined) return wrong('Say where the model bundle goes: --out DIR.');
  if (values.model !== undefined && values.model !== 'L') return wrong('Only --model L can be trained in this version.');
  const config = values.config === undefined ? ok<Record<string, unknown>>({}) : await readConfig(resolve(cwd, values.config));
  if (!config.ok) return config;
  return ok({
    exportPath: resolve(cwd, exportPath), out: resolve(cwd, values.out), resume: values.resume ?? false, json: values.json ?? false,
    config: { ...config.value, ...(values.engine === undefined ? {} : { engine: values.engine }) },
  });
}
