import { z } from 'zod';
import { trainingConfig } from './training-config.ts';

/** `run.json`: what trained what, on what, so that the run can be judged and repeated. */
export const runRecord = z.object({
  format: z.literal('echocohort-run/1'),
  runId: z.string(),
  /** Merkle root of the locked snapshot that was read. */
  snapshotRoot: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the split that was used (`splits.tsv`). */
  splitDigest: z.string().regex(/^[0-9a-f]{64}$/),
  protocolVersion: z.string(),
  lesionSlots: z.array(z.string()),
  region: z.string(),
  engine: z.object({ name: z.string(), versions: z.record(z.string(), z.string()), threads: z.number().int(), passedOver: z.array(z.object({ name: z.string(), reason: z.string() })) }),
  codeVersion: z.string(),
  config: trainingConfig,
  /** SHA-256 of the weights that training began with, and where they came from. */
  initialWeights: z.object({ source: z.literal('he-initialisation'), sha256: z.string() }),
  parameters: z.number().int(),
  images: z.number().int(),
  lesions: z.number().int(),
  epochsRun: z.number().int(),
  bestEpoch: z.number().int(),
  stopped: z.enum(['all-epochs', 'no-better-internal-auc']),
  startedAt: z.string(),
  wallSeconds: z.number(),
  imagesPerSecond: z.number(),
});
export type RunRecord = z.output<typeof runRecord>;
