import { lesionScores } from '@echocohort/model';
import { aucDelong } from '@echocohort/statistics';
import type { TrainingImage } from '../data/training-image.ts';
import type { ModelL } from '../network/model-l.ts';
import { scoreImages } from './score-images.ts';

/** How an epoch did on the internal set. */
export interface InternalResult {
  /** Null when the set is empty or of one class. */
  readonly auc: number | null;
  /** Mean negative log likelihood of the lesions: decides between epochs of equal AUC. */
  readonly logLoss: number;
}

const clip = (score: number): number => Math.min(1 - 1e-7, Math.max(1e-7, score));

/** Scores the internal set lesion by lesion. */
export async function validateInternally(model: ModelL, images: readonly TrainingImage[], side: number): Promise<InternalResult> {
  const own = images.filter(({ set }) => set === 'internal_validation');
  const malignant = new Map(own.map((image) => [image.lesion, image.malignant === true]));
  const scores = lesionScores(await scoreImages(model, own, side));
  const truth = scores.map(({ lesion }) => malignant.get(lesion) === true);
  const area = aucDelong(truth, scores.map(({ score }) => score));
  const losses = scores.map(({ score }, index) => -Math.log(truth[index] === true ? clip(score) : 1 - clip(score)));
  return { auc: area.ok ? area.value.auc : null, logLoss: losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length) };
}

/** Whether a result is better than the best so far: by AUC, then by log loss; without an AUC the latest epoch counts. */
export function isBetter(result: InternalResult, best: InternalResult | null): boolean {
  if (best === null || result.auc === null || best.auc === null) return true;
  return result.auc > best.auc || (result.auc === best.auc && result.logLoss < best.logLoss);
}
