import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { runAct } from './run.schema.ts';

/** A trainer that gave a sign of life in the last minute. */
export const trainerView = z.object({
  id: z.string(),
  /** Host and process, as the trainer names itself. */
  name: z.string(),
  engine: z.string(),
  threads: z.number(),
  since: z.string(),
  lastSeen: z.string(),
  /** What it works on now. */
  work: z.object({ kind: z.enum(['training', 'dry-run']), runId: z.string().nullable() }).nullable(),
});

/** A training that waits, runs or is paused. */
export const queueEntry = z.object({
  kind: z.enum(['training', 'dry-run']),
  runId: z.string().nullable(),
  crossValidation: z.object({ id: z.string(), fold: z.number(), of: z.number() }).nullable(),
  snapshotId: z.string(),
  snapshotRoot: z.string(),
  model: z.enum(['L', 'LB', 'LBC']),
  width: z.number(),
  imageSize: z.number(),
  status: z.enum(['queued', 'running', 'paused']),
  /** From 1 among the waiting ones; null for the others. */
  position: z.number().nullable(),
  waitsFor: z.enum(['no-trainer', 'busy-trainers', 'next', 'its-owner']).nullable(),
  trainer: z.string().nullable(),
  epoch: z.number().nullable(),
  epochs: z.number().nullable(),
  /** How long the rest takes, from measured steps; null where nothing comparable has been measured yet. */
  secondsLeft: z.number().nullable(),
  expectedStart: z.string().nullable(),
  expectedEnd: z.string().nullable(),
  /** Who paused it, when and why; null unless it is paused. */
  paused: runAct.nullable(),
  askedBy: z.string(),
  askedAt: z.string(),
});

export const trainingQueueView = z.object({ at: z.string(), trainers: z.array(trainerView), entries: z.array(queueEntry) });
export type TrainingQueueView = z.output<typeof trainingQueueView>;

export const trainingQueueRoutes = {
  trainingQueue: defineRoute({ name: 'trainingQueue', method: 'GET', path: '/v1/training-queue', access: ['run.read'], summary: 'Who waits for what: trainers alive, trainings that run, wait and are paused, and when they are expected to start and end.', response: trainingQueueView }),
} as const;
