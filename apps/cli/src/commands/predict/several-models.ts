import type { NearestCase, ScoreInterval } from '@echocohort/inference';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CutPicture } from '@echocohort/training';

/** What is said of one picture. */
export interface PictureOut {
  readonly image: string;
  readonly score: number;
  readonly region: 'drawn' | 'central';
  readonly square: CutPicture['square'];
  readonly cam: string | null;
}

/** What is said of a lesion. */
export interface Prediction {
  readonly model: string;
  readonly digest: string;
  readonly images: readonly PictureOut[];
  readonly lesion: { readonly score: number; readonly risk: number | null; readonly replacedFactors: readonly string[]; readonly interval: ScoreInterval };
  readonly nearest: readonly NearestCase[];
  /** With several models: what each says by itself; everything else is their mean, maps and nearest lesions are the first one's. */
  readonly models: readonly { readonly digest: string; readonly score: number; readonly risk: number | null }[] | null;
  readonly use: 'research only';
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of what several models say of one lesion, as the models of a cross-validation are used together. One model stays as it is. */
export function together(predictions: readonly Prediction[]): Result<Prediction> {
  const [first] = predictions;
  if (!first) return refuse({ code: 'no-model', detail: 'There is no model to predict with.' });
  if (predictions.length === 1) return ok(first);
  const other = predictions.find(({ model }) => model !== first.model);
  if (other) return refuse({ code: 'models-differ', detail: `The bundles hold ${first.model} and ${other.model}; only models of one kind are averaged.` });
  const risks = predictions.flatMap(({ lesion: { risk } }) => risk ?? []);
  return ok({
    ...first,
    images: first.images.map((image, at) => ({ ...image, score: mean(predictions.map(({ images }) => images[at]?.score ?? NaN)) })),
    lesion: {
      ...first.lesion, score: mean(predictions.map(({ lesion }) => lesion.score)), risk: risks.length === predictions.length ? mean(risks) : null,
      interval: { method: 'none', reason: `This is the mean of ${predictions.length} models; each was calibrated by itself.` },
    },
    models: predictions.map(({ digest, lesion: { score, risk } }) => ({ digest, score, risk })),
  });
}
