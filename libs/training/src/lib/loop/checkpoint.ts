import type { EpochRecord } from '@echocohort/model';
import type { OptimiserState } from '../engine/optimiser.ts';
import type { Weights } from '../network/initial-weights.ts';
import type { InternalResult } from './internal-validation.ts';

/** The best epoch so far and its weights. */
export interface BestEpoch {
  readonly epoch: number;
  readonly result: InternalResult;
  readonly weights: Weights;
}

/** What an unfinished epoch has added up so far. */
export interface EpochSums {
  readonly loss: number;
  readonly crossEntropy: number;
  readonly triplet: number;
  readonly lesionBranch: number;
  readonly backgroundBranch: number;
  readonly engineSeconds: number;
  readonly seconds: number;
}

export const NO_SUMS: EpochSums = { loss: 0, crossEntropy: 0, triplet: 0, lesionBranch: 0, backgroundBranch: 0, engineSeconds: 0, seconds: 0 };

/**
 * Everything a training needs to go on after a step. No state of a random generator: batches, masks and augmentation follow from
 * the seed and the number of epoch and step, which are here.
 */
export interface TrainingCheckpoint {
  /** Epochs that are complete. */
  readonly epoch: number;
  /** Steps taken in the epoch after them. */
  readonly step: number;
  readonly sums: EpochSums;
  readonly weights: Weights;
  /** Running mean of the weights of the complete epochs; null before the first one, and where nothing is averaged. */
  readonly average: Weights | null;
  readonly optimiser: OptimiserState;
  /** Null before the first epoch is complete. */
  readonly best: BestEpoch | null;
  readonly history: readonly EpochRecord[];
  /** How often the training was taken up again before. */
  readonly resumed: number;
}
