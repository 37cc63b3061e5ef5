import { createHash } from 'node:crypto';
import { imageModelOf, refusedChoice, type ModelPredictions } from '@echocohort/analyses';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { MANIFEST_NAME, modelMetrics, readPredictions, runRecord, type LesionScore } from '@echocohort/model';
import type { BundleFacts } from '../content/report-source.ts';

/** A bundle's files by path. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** Files of a bundle that a report reads; attention maps (`cam/…png`) beside them. */
export const BUNDLE_TEXTS = ['run.json', 'predictions.csv', 'predictions-lb.csv', 'metrics.json', 'MODEL_CARD.md', MANIFEST_NAME] as const;
const CAM = /^cam\/(.+)_[^_]+\.png$/;

/** A bundle as a report and the analyses see it. */
export interface ReadBundle {
  readonly facts: BundleFacts;
  readonly predictions: readonly LesionScore[];
  /** Number of its fold, where it is a network of a cross-validation. */
  readonly fold: number | null;
}

const textOf = (files: BundleFiles, path: string): string | null => {
  const bytes = files.get(path);
  return bytes ? new TextDecoder().decode(bytes) : null;
};
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Are the files that are here those that the manifest lists? */
function checkSums(files: BundleFiles, manifest: string): Result<null> {
  for (const line of manifest.trimEnd().split('\n')) {
    const [sum, path] = line.split(/ {2}/);
    const bytes = path === undefined ? undefined : files.get(path);
    if (bytes && digestOf(bytes) !== sum) return refuse({ code: 'bundle-differs', detail: `The bundle's file ${path ?? ''} is not the one that ${MANIFEST_NAME} lists.` });
  }
  return ok(null);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Reads a model bundle for a report. It must come from the snapshot that is reported: scores of another split prove nothing here.
 * A Model-LBC enters with the scores of the Model-LB inside it; its regression is made again from the record.
 */
export function readBundle(files: BundleFiles, snapshotRoot: string): Result<ReadBundle> {
  const wrong = (code: string, detail: string): Result<never> => refuse({ code, detail });
  const manifest = textOf(files, MANIFEST_NAME);
  if (manifest !== null) {
    const whole = checkSums(files, manifest);
    if (!whole.ok) return whole;
  }
  const run = runRecord.safeParse(json(textOf(files, 'run.json') ?? ''));
  if (!run.success) return wrong('bundle-unreadable', 'The bundle has no run.json that can be read; give the folder that "echocohort train" wrote.');
  if (run.data.snapshotRoot !== snapshotRoot) return wrong('bundle-other-snapshot', 'The bundle was trained from another snapshot than this export, so its scores do not belong to these sets.');
  const joint = run.data.config.model === 'LBC';
  const scores = textOf(files, joint ? 'predictions-lb.csv' : 'predictions.csv');
  if (scores === null) return wrong('bundle-unreadable', `The bundle has no ${joint ? 'predictions-lb.csv' : 'predictions.csv'}.`);
  const predictions = readPredictions(scores);
  if (!predictions.ok) return predictions;
  const metrics = modelMetrics.safeParse(json(textOf(files, 'metrics.json') ?? ''));
  const attentionMaps = [...files].flatMap(([path, png]) => {
    const lesion = CAM.exec(path)?.[1];
    return lesion === undefined ? [] : [{ path, lesion, png }];
  }).sort((one, other) => (one.path < other.path ? -1 : 1));
  return ok({
    predictions: predictions.value, fold: run.data.config.fold?.index ?? null,
    facts: { code: imageModelOf(run.data.config.model), digest: manifest === null ? null : digestOf(new TextEncoder().encode(manifest)), run: run.data, metrics: metrics.success ? metrics.data : null, card: textOf(files, 'MODEL_CARD.md'), attentionMaps },
  });
}

/** The models of a report: one bundle a model, and the networks of its folds with it. */
export function modelsOf(bundles: readonly ReadBundle[]): Result<{ models: ModelPredictions[]; facts: BundleFacts[] }> {
  const whole = bundles.filter(({ fold }) => fold === null);
  const refused = refusedChoice(bundles.map(({ facts, fold }) => ({ model: facts.code, fold })));
  if (refused) return refuse(refused);
  const sorted = whole.toSorted((one, other) => one.facts.code.length - other.facts.code.length || (one.facts.code < other.facts.code ? -1 : 1));
  return ok({
    facts: sorted.map(({ facts }) => facts),
    models: sorted.map(({ facts, predictions }): ModelPredictions => {
      const folds = bundles.flatMap((bundle) => (bundle.fold !== null && bundle.facts.code === facts.code ? [{ fold: bundle.fold, predictions: bundle.predictions }] : [])).sort((one, other) => one.fold - other.fold);
      return { code: facts.code, runId: facts.run.runId, digest: facts.digest ?? undefined, predictions, attentionMaps: facts.attentionMaps.map(({ path }) => path), ...(folds.length > 0 ? { folds } : {}) };
    }),
  });
}
