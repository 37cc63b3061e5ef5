import { z } from 'zod';

/**
 * Everything that decides a training besides the data. Defaults make the small demonstration model; the paper's is
 * `{ width: 64, imageSize: 224 }` with pretrained weights. An unknown key is refused: a misspelt one must not be ignored.
 */
export const trainingConfig = z.strictObject({
  model: z.literal('L').default('L'),
  engine: z.enum(['auto', 'tfjs-node', 'wasm']).default('auto'),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Channels after the first layer; 64 is ResNet-18 as published. */
  width: z.number().int().min(4).max(64).default(16),
  /** Side of the square picture that the network sees, in pixels. */
  imageSize: z.number().int().min(32).max(224).default(64),
  /** Side of the square cut from the middle of the picture's tissue region, as a share of the region's shorter side. */
  regionShare: z.number().min(0.1).max(1).default(0.6),
  epochs: z.number().int().min(1).max(200).default(12),
  /** Pictures in a batch, half of each class. */
  batchSize: z.number().int().min(4).max(64).default(16),
  learningRate: z.number().positive().max(1).default(2e-3),
  /** Decoupled from the gradient, on filters and weights only. */
  weightDecay: z.number().min(0).max(1).default(1e-4),
  warmUpEpochs: z.number().min(0).max(50).default(1),
  clipNorm: z.number().positive().default(5),
  dropout: z.number().min(0).max(0.9).default(0.3),
  tripletWeight: z.number().min(0).max(10).default(0.2),
  tripletMargin: z.number().min(0).max(10).default(0.3),
  /** Epochs without a better internal AUC before the training stops. */
  patience: z.number().int().min(1).max(200).default(8),
  augment: z.boolean().default(true),
});
export type TrainingConfig = z.output<typeof trainingConfig>;
