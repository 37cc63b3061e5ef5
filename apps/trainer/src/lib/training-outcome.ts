import { bundleSummary, modelMetrics } from '@echocohort/model';
import { dryRunOutcome, progressEventSchema, reasonFacts, storedPlace, trainingError, trainingWork } from '@echocohort/jobs';
import { z } from 'zod';

/** How a training ended, in the words of the queue `train-finished`. */
export const trainingOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('finished'), bundle: bundleSummary, metrics: modelMetrics }),
  z.object({ status: z.literal('failed'), error: trainingError }),
  z.object({ status: z.literal('cancelled') }),
  /** Interrupted between two steps with its checkpoint stored: to be taken up again. */
  z.object({ status: z.literal('handed-back'), detail: z.string(), facts: reasonFacts.optional() }),
  /** Another trainer has the training now; nothing more was written. */
  z.object({ status: z.literal('lost') }),
]);
export type TrainingOutcome = z.output<typeof trainingOutcome>;

/** What the trainer asks of the process: a training, a timed trial of one, or which engine this machine gives it. */
export const processTask = z.discriminatedUnion('do', [
  z.object({ do: z.literal('training'), work: trainingWork, place: storedPlace }),
  z.object({ do: z.literal('dry-run'), work: trainingWork }),
  z.object({ do: z.literal('name-engine') }),
]);
export type ProcessTask = z.output<typeof processTask>;

/** What the training process tells the trainer. */
export const childMessage = z.discriminatedUnion('tell', [
  z.object({ tell: z.literal('progress'), event: progressEventSchema }),
  /** Asks whether the lease still holds, before anything is written to storage. */
  z.object({ tell: z.literal('about-to-write'), number: z.int() }),
  z.object({ tell: z.literal('outcome'), outcome: trainingOutcome }),
  z.object({ tell: z.literal('trial'), outcome: dryRunOutcome }),
  z.object({ tell: z.literal('engine'), engine: z.string(), threads: z.int() }),
]);
export type ChildMessage = z.output<typeof childMessage>;

/** What the trainer tells the training process after the task itself: stop between two steps, with a checkpoint; or whether it may write. */
export const trainerMessage = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('hand-back') }),
  z.object({ ask: z.literal('write'), number: z.int(), granted: z.boolean() }),
]);
export type TrainerMessage = z.output<typeof trainerMessage>;
