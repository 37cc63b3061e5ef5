import { z } from 'zod';

/** One epoch, as a line of `history.jsonl` and as a person sees it while the training runs. */
export const epochRecord = z.object({
  epoch: z.number().int().positive(),
  epochs: z.number().int().positive(),
  loss: z.number(),
  crossEntropy: z.number(),
  triplet: z.number(),
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Null when the internal set has one class only. */
  internalAuc: z.number().nullable(),
  seconds: z.number(),
});
export type EpochRecord = z.output<typeof epochRecord>;

/** `history.jsonl`: one record to a line. */
export const historyLines = (records: readonly EpochRecord[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
