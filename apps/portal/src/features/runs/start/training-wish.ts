import { runConfig, type RunConfigView } from '@echocohort/contracts';

/** The figures of a configuration that a person types, with their bounds; `empty` is allowed where the training decides by itself. */
export const FIGURES = {
  width: { min: 4, max: 64, whole: true, empty: false },
  imageSize: { min: 32, max: 224, whole: true, empty: false },
  epochs: { min: 1, max: 400, whole: true, empty: true },
  batchSize: { min: 4, max: 128, whole: true, empty: false },
  seed: { min: 0, max: 2_147_483_647, whole: true, empty: false },
  learningRate: { min: 0.000_001, max: 1, whole: false, empty: false },
  accumulate: { min: 1, max: 64, whole: true, empty: false },
  patience: { min: 1, max: 400, whole: true, empty: false },
  minutes: { min: 1, max: 100_000, whole: false, empty: true },
} as const;
export type FigureName = keyof typeof FIGURES;
const FIGURE_NAMES = ['width', 'imageSize', 'epochs', 'batchSize', 'seed', 'learningRate', 'accumulate', 'patience', 'minutes'] as const satisfies readonly FigureName[];

/** What is being typed: a figure may be empty or no number yet. */
export type TrainingDraft = Pick<RunConfigView, 'model' | 'engine' | 'optimiser' | 'augment'> & Readonly<Record<FigureName, number | string>>;

/** Three sizes of a training that are worth choosing by name. */
export const PRESETS = {
  quick: { width: 8, imageSize: 48, epochs: 6 },
  standard: { width: 24, imageSize: 96, epochs: '' },
  paper: { width: 64, imageSize: 224, epochs: '' },
} as const;
export type PresetName = keyof typeof PRESETS;

/** The preset that a draft still matches. */
export const presetOf = (draft: TrainingDraft): PresetName | null => (['quick', 'standard', 'paper'] as const).find((name) => PRESETS[name].width === draft.width && PRESETS[name].imageSize === draft.imageSize && PRESETS[name].epochs === draft.epochs) ?? null;

const DEFAULTS = runConfig.parse({});

const draftOf = (config: RunConfigView): TrainingDraft => ({ ...config, epochs: config.epochs ?? '', minutes: config.minutes ?? '' });

/** What a draft says, or the figures that cannot be used. */
export type ReadDraft = { readonly ok: true; readonly config: RunConfigView } | { readonly ok: false; readonly wrong: readonly FigureName[] };

/** Reads what was typed. An empty figure is "decide for me" where that is allowed and wrong elsewhere. */
export function readDraft(draft: TrainingDraft): ReadDraft {
  const figures: Record<string, unknown> = {};
  for (const name of FIGURE_NAMES) {
    const typed = draft[name];
    figures[name] = typed === '' ? (FIGURES[name].empty ? null : Number.NaN) : Number(typed);
  }
  const read = runConfig.safeParse({ ...draft, ...figures });
  if (read.success) return { ok: true, config: read.data };
  return { ok: false, wrong: FIGURE_NAMES.filter((name) => read.error.issues.some(({ path }) => path[0] === name)) };
}

/** The address of the start page for a snapshot and a configuration; only what differs from the defaults is written. */
export function addressOfConfig(snapshotId: string, config: RunConfigView): string {
  const changed = Object.entries(config).filter(([name, value]) => value !== null && String(value) !== String(Object.entries(DEFAULTS).find(([key]) => key === name)?.[1]));
  return new URLSearchParams([['snapshot', snapshotId], ...changed.map(([name, value]) => [name, String(value)])]).toString();
}

/** The draft that an address asks for; whatever in it cannot be used is left at its default. */
export function draftFromAddress(get: (name: string) => string | null): TrainingDraft {
  const given: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(runConfig.shape)) {
    const text = get(name);
    if (text === null) continue;
    const value = name === 'augment' ? text === 'true' : FIGURE_NAMES.some((figure) => figure === name) ? Number(text) : text;
    if (field.safeParse(value).success) given[name] = value;
  }
  return draftOf(runConfig.parse(given));
}
