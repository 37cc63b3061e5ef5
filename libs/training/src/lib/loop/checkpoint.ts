import type { EpochRecord } from '@echocohort/model';
import type { Weights } from '../network/initial-weights.ts';
import type { AdamState } from './adam.ts';
import type { InternalResult } from './internal-validation.ts';

/** The best epoch so far and its weights. */
export interface BestEpoch {
  readonly epoch: number;
  readonly result: InternalResult;
  readonly weights: Weights;
}

/**
 * Everything a training needs to go on after an epoch. No random state: batches, masks and augmentation follow from the seed
 * and the number of the epoch and step.
 */
export interface TrainingCheckpoint {
  readonly epoch: number;
  readonly weights: Weights;
  readonly adam: AdamState;
  readonly best: BestEpoch;
  readonly history: readonly EpochRecord[];
}
