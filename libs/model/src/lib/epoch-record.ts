import { z } from 'zod';

/** One epoch, as a line of `history.jsonl` and as a person sees it while the training runs. */
export const epochRecord = z.object({
  epoch: z.number().int().positive(),
  epochs: z.number().int().positive(),
  loss: z.number(),
  crossEntropy: z.number(),
  triplet: z.number(),
  /** Losses of the two branches by themselves; null for Model-L. */
  lesionBranch: z.number().nullable().default(null),
  backgroundBranch: z.number().nullable().default(null),
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  /** Share of the training time that the engine computed; the rest waited for pictures. */
  engineShare: z.number().nullable().default(null),
  /** Memory of the training process in megabytes. */
  memoryMb: z.number().nullable().default(null),
  secondsLeft: z.number().nullable(),
  /** Null when the internal set has one class only. */
  internalAuc: z.number().nullable(),
  /** DeLong's 95 % interval; null where its variance cannot be estimated. */
  internalLower: z.number().nullable().default(null),
  internalUpper: z.number().nullable().default(null),
  seconds: z.number(),
});
export type EpochRecord = z.output<typeof epochRecord>;

/** `history.jsonl`: one record to a line. */
export const historyLines = (records: readonly EpochRecord[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
