import { z } from 'zod';
import { trainingConfig } from './training-config.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** `run.json`: what trained what, on what, so that the run can be judged and repeated. */
export const runRecord = z.object({
  format: z.literal('echocohort-run/1'),
  runId: z.string(),
  /** Merkle root of the locked snapshot that was read. */
  snapshotRoot: digest,
  /** Id of the split in the snapshot, and the SHA-256 of its table (`splits.tsv`). */
  splitId: z.string().default(''),
  splitDigest: digest,
  protocolVersion: z.string(),
  lesionSlots: z.array(z.string()),
  /** Slots of the liver background; empty for Model-L. */
  backgroundSlots: z.array(z.string()).default([]),
  /** Types of liver background in the order of the branch's outputs. */
  backgroundTypes: z.array(z.string()).default([]),
  region: z.string(),
  /** Pictures cut out by a drawn outline, and by the stated fall-back. */
  regions: z.object({ outlined: z.number().int(), central: z.number().int() }).default({ outlined: 0, central: 0 }),
  engine: z.object({ name: z.string(), versions: z.record(z.string(), z.string()), threads: z.number().int(), passedOver: z.array(z.object({ name: z.string(), reason: z.string() })) }),
  codeVersion: z.string(),
  config: trainingConfig,
  /** SHA-256 of the weights that training began with, and where they came from; `file` is the digest of a weights file. */
  initialWeights: z.object({ source: z.enum(['he-initialisation', 'weights-file']), sha256: z.string(), file: digest.nullable().default(null), taken: z.number().int().default(0) }),
  parameters: z.number().int(),
  images: z.number().int(),
  lesions: z.number().int(),
  epochsPlanned: z.number().int().default(0),
  epochsRun: z.number().int(),
  bestEpoch: z.number().int(),
  stopped: z.enum(['all-epochs', 'no-better-internal-auc', 'time-budget']),
  /** How often the training was interrupted and taken up again. */
  resumed: z.number().int().default(0),
  startedAt: z.string(),
  wallSeconds: z.number(),
  imagesPerSecond: z.number(),
  engineShare: z.number().nullable().default(null),
  peakMemoryMb: z.number().nullable().default(null),
  /** Every lesion that the weights were fitted to, and its patient: `which lesions trained this` and the other way round. */
  trainedOn: z.array(z.object({ lesion: z.string(), patient: z.string() })).default([]),
});
export type RunRecord = z.output<typeof runRecord>;
