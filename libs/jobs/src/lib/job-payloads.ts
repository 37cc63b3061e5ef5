import { z } from 'zod';
import { reasonFacts } from './reason-facts.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const settings = z.record(z.string(), z.json());

/** One file of a model bundle as it lies in storage (`models/<runId>/<path>`). */
export const bundleFileSchema = z.object({ path: z.string().min(1).max(200), sha256: digest, size: z.int().nonnegative() });

/** Where a training failed, as far as it is known: the step within its epoch, and the lesions of its batch. */
export const trainingPlace = z.object({ epoch: z.int(), step: z.int(), lesions: z.array(z.string().max(80)).max(200) });

/** Why a training failed. */
export const trainingError = z.object({ code: z.string().max(80), detail: z.string().max(1000), place: trainingPlace.optional(), facts: reasonFacts.optional() });
export type TrainingError = z.output<typeof trainingError>;

/** How a training ended. The digest is that of the bundle's list of files; metrics are those of the development sets. */
export const trainFinishedJobSchema = z.discriminatedUnion('status', [
  z.object({
    runId: z.uuid(), status: z.literal('finished'), bundle: z.object({ files: z.array(bundleFileSchema).min(1), digest }), metrics: settings,
    /** Whose files these are: they lie under the number of the taking. Absent where they lie under their own names already. */
    taking: z.int().positive().optional(),
  }),
  z.object({ runId: z.uuid(), status: z.literal('failed'), error: trainingError }),
  z.object({ runId: z.uuid(), status: z.literal('cancelled') }),
]);

/** An export to be written. */
export const exportJobSchema = z.object({ exportId: z.uuid() });

/** Analyses of a snapshot, and their report. */
export const analyseJobSchema = z.object({ analysisId: z.uuid() });

/** A picture whose preview is to be made. */
export const previewJobSchema = z.object({ imageId: z.uuid() });

/** The queues and what their jobs carry: ids and digests, never study data. Trainings themselves are leased from a table of their own (`training-queue.ts`). */
export const JOB_PAYLOADS = {
  'train-finished': trainFinishedJobSchema,
  export: exportJobSchema,
  analyse: analyseJobSchema,
  preview: previewJobSchema,
} as const;

export type QueueName = keyof typeof JOB_PAYLOADS;
export type JobPayload<Q extends QueueName> = z.output<(typeof JOB_PAYLOADS)[Q]>;
export const QUEUE_NAMES: readonly string[] = Object.keys(JOB_PAYLOADS).sort();
