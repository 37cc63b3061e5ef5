import { lesionScores } from '@echocohort/model';
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
  /** Mean negative log likelihood of the lesions: decides between epochs of equal AUC. */
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

/** Whether a result is better than the best so far: by AUC, then by log loss; without an AUC the latest epoch counts. */
export function isBetter(result: InternalResult, best: InternalResult | null): boolean {
  if (best === null || result.auc === null || best.auc === null) return true;
  return result.auc > best.auc || (result.auc === best.auc && result.logLoss < best.logLoss);
}
