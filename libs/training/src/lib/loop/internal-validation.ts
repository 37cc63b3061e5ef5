import { lesionScores, type EpochRecord } from '@echocohort/model';
import { aucDelong } from '@echocohort/statistics';
import type { PictureWork } from '../data/picture-work.ts';
import type { Normalisation } from '../data/picture-batch.ts';
import type { TrainingImage } from '../data/training-image.ts';
import type { Weights } from '../network/initial-weights.ts';
import type { Model } from '../network/model.ts';
import { scoreImages } from './score-images.ts';

/** How an epoch did on the internal set. */
export interface InternalResult {
  /** Null when the set is empty or of one class. */
  readonly auc: number | null;
  /** DeLong's 95 % interval; null where its variance cannot be estimated. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Mean negative log likelihood of the lesions. */
  readonly logLoss: number;
}

const clip = (score: number): number => Math.min(1 - 1e-7, Math.max(1e-7, score));

/** Scores the internal set lesion by lesion. */
export async function validateInternally(model: Model, weights: Weights, images: readonly TrainingImage[], normalise: Normalisation, work: PictureWork): Promise<InternalResult> {
  const own = images.filter(({ set }) => set === 'internal_validation');
  const malignant = new Map(own.map((image) => [image.lesion, image.malignant === true]));
  const scores = lesionScores(await scoreImages(model, weights, own, normalise, work));
  const truth = scores.map(({ lesion }) => malignant.get(lesion) === true);
  const area = aucDelong(truth, scores.map(({ score }) => score));
  const losses = scores.map(({ score }, index) => -Math.log(truth[index] === true ? clip(score) : 1 - clip(score)));
  const logLoss = losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
  if (!area.ok) return { auc: null, lower: null, upper: null, logLoss };
  const { lower, upper } = area.value.warnings.length === 0 ? area.value.interval : { lower: null, upper: null };
  return { auc: area.value.auc, lower, upper, logLoss };
}

/** What the history holds of an epoch's validation. */
export type EpochAuc = Pick<EpochRecord, 'epoch' | 'internalAuc' | 'internalLower'>;

/** The first epoch with the highest internal AUC. */
function highestOf(epochs: readonly EpochAuc[]): (EpochAuc & { readonly internalAuc: number }) | null {
  let found: (EpochAuc & { readonly internalAuc: number }) | null = null;
  for (const epoch of epochs) {
    const { internalAuc } = epoch;
    if (internalAuc !== null && (found === null || internalAuc > found.internalAuc)) found = { ...epoch, internalAuc };
  }
  return found;
}

/** Half the width of a 95 % interval in standard errors. */
const Z = 1.96;

/**
 * Whether the last of these epochs takes the place of the one kept: the latest epoch counts whose AUC is within one standard error of the
 * highest (the rule of Breiman 1984). An internal set of a hundred lesions has a standard error of 0.04, so its highest AUC is mostly luck:
 * measured on real ultrasound, the highest (epoch 5 of 32) gave 0.78 externally and the end of the training 0.88.
 */
export function isKept(epochs: readonly EpochAuc[]): boolean {
  const [last, highest] = [epochs.at(-1), highestOf(epochs)];
  if (!last || last.internalAuc === null || highest === null) return true;
  const standardError = highest.internalLower === null ? 0 : (highest.internalAuc - highest.internalLower) / Z;
  return last.internalAuc >= highest.internalAuc - standardError;
}

/** How many epochs ago the internal AUC was highest; 0 where there is none. */
export const epochsSinceHighest = (epochs: readonly EpochAuc[]): number => (epochs.at(-1)?.epoch ?? 0) - (highestOf(epochs)?.epoch ?? epochs.at(-1)?.epoch ?? 0);
