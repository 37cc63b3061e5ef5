import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** What the person at the shell asked for. */
export interface PredictWish {
  readonly bundle: string;
  /** Further models whose scores are averaged with the first one's. */
  readonly also: readonly string[];
  readonly images: readonly string[];
  readonly background: readonly string[];
  /** Text of the file of drawn regions. */
  readonly rois: string | null;
  readonly factors: Readonly<Record<string, string | number | null>> | null;
  readonly cam: string | null;
  readonly json: boolean;
}

const OPTIONS = { also: { type: 'string', multiple: true }, roi: { type: 'string' }, background: { type: 'string', multiple: true }, factors: { type: 'string' }, cam: { type: 'string' }, json: { type: 'boolean' } } as const;

const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch {
    return null; // the caller says it in one sentence
  }
}

async function textOf(path: string | undefined, cwd: string, option: string): Promise<Result<string | null>> {
  if (path === undefined) return ok(null);
  try {
    return ok(await readFile(resolve(cwd, path), 'utf8'));
  } catch {
    return wrong(`The file of ${option} cannot be read.`);
  }
}

const isFactor = (value: unknown): value is string | number | null => value === null || typeof value === 'string' || typeof value === 'number';

function readFactors(text: string | null): Result<PredictWish['factors']> {
  if (text === null) return ok(null);
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const entries = Object.entries(parsed).flatMap(([name, value]: [string, unknown]) => (isFactor(value) ? [[name, value] as const] : []));
      if (entries.length === Object.keys(parsed).length) return ok(Object.fromEntries(entries));
    }
  } catch {
    // The sentence below says it for a text that is no JSON as for one of another form.
  }
  return wrong('The file of --factors must hold one JSON object of factor and value, for example {"rough_margin": 1}.');
}

/** Reads the arguments; a refusal says in one sentence what to do. */
export async function readPredictWish(args: readonly string[], cwd: string): Promise<Result<PredictWish>> {
  const parsed = parse(args);
  if (parsed === null) return wrong('An option is unknown or lacks its value; "echocohort predict --help" lists them.');
  const { values, positionals } = parsed;
  const [bundle, ...images] = positionals;
  if (bundle === undefined || images.length === 0) return wrong('Name the folder of a model bundle, then one or more pictures of one lesion.');
  const rois = await textOf(values.roi, cwd, '--roi');
  if (!rois.ok) return rois;
  const text = await textOf(values.factors, cwd, '--factors');
  if (!text.ok) return text;
  const factors = readFactors(text.value);
  if (!factors.ok) return factors;
  return ok({
    bundle: resolve(cwd, bundle), also: (values.also ?? []).map((other) => resolve(cwd, other)), images: images.map((image) => resolve(cwd, image)), background: (values.background ?? []).map((image) => resolve(cwd, image)),
    rois: rois.value, factors: factors.value, cam: values.cam === undefined ? null : resolve(cwd, values.cam), json: values.json ?? false,
  });
}
