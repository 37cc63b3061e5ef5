import { z } from 'zod';
import { reasonFacts } from './reason-facts.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A training that somebody asked for: the trainer reads the snapshot by its root from storage and nothing else. Where an earlier trainer left a
 * checkpoint of the same run it goes on from there.
 */
export const trainingWork = z.object({ runId: z.uuid(), snapshotRoot: digest, config: z.record(z.string(), z.json()) });
export type TrainingWork = z.output<typeof trainingWork>;

/** `dry-run` times some steps of a training and keeps nothing. */
export const trainingKind = z.enum(['training', 'dry-run']);
export type TrainingKind = z.output<typeof trainingKind>;

/** Why a trainer got a training: the first time, after a pause, from a trainer that was told to go, or from one that died. */
export const takingReason = z.enum(['first', 'resumed', 'handed-on', 'taken-over']);
export type TakingReason = z.output<typeof takingReason>;

/** Where one trainer stores what it makes of a training: under the number of its taking, which nobody else has; and the checkpoint that counts, by its name. */
export const storedPlace = z.object({ taking: z.int().positive(), checkpoint: z.string().max(80).nullable() });
export type StoredPlace = z.output<typeof storedPlace>;

/** What a timed trial found, or why it could not be made. */
export const dryRunOutcome = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('finished'), trainer: z.string().max(200), engine: z.string(), threads: z.int(), images: z.int(), lesions: z.int(), stepsTimed: z.int(), secondsPerStep: z.number(), imagesPerSecond: z.number(),
    epochs: z.int(), stepsInAll: z.int(), secondsInAll: z.number(), memoryMb: z.number().nullable(),
  }),
  z.object({ status: z.literal('failed'), error: z.object({ code: z.string().max(80), detail: z.string().max(1000), facts: reasonFacts.optional() }) }),
]);
export type DryRunOutcome = z.output<typeof dryRunOutcome>;

/** So many trainers in a row may end in the middle of a training before it stores a further checkpoint; then it is given up. */
export const MOST_LOST_IN_A_ROW = 3;
