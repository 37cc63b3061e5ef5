import { bundleSummary, modelMetrics } from '@echocohort/model';
import { progressEventSchema } from '@echocohort/jobs';
import { z } from 'zod';

/** How a training ended, in the words of the queue `train-finished`. */
export const trainingOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('finished'), bundle: bundleSummary, metrics: modelMetrics }),
  z.object({ status: z.literal('failed'), error: z.object({ code: z.string(), detail: z.string() }) }),
  z.object({ status: z.literal('cancelled') }),
  /** Interrupted between two steps with its checkpoint stored: to be taken up again. */
  z.object({ status: z.literal('handed-back'), detail: z.string() }),
]);
export type TrainingOutcome = z.output<typeof trainingOutcome>;

/** What the training process tells the trainer. */
export const childMessage = z.discriminatedUnion('tell', [
  z.object({ tell: z.literal('progress'), event: progressEventSchema }),
  z.object({ tell: z.literal('outcome'), outcome: trainingOutcome }),
]);
export type ChildMessage = z.output<typeof childMessage>;

/** What the trainer tells the training process after the job itself: stop between two steps, with a checkpoint. */
export const trainerMessage = z.object({ ask: z.literal('hand-back') });
export type TrainerMessage = z.output<typeof trainerMessage>;
