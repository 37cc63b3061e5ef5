import { localText } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** Everything that a person may choose of a training; what is left out takes its default. The rest of the configuration is in the bundle's run.json. */
export const runConfig = z.object({
  /** L: lesion pictures. LB: also the liver background. LBC: LB's score together with clinical and ultrasonic factors. */
  model: z.enum(['L', 'LB', 'LBC']).default('L'),
  width: z.number().int().min(4).max(64).default(24),
  imageSize: z.number().int().min(32).max(224).default(96),
  /** Null: by the number of pictures, from 8 to 40. */
  epochs: z.number().int().min(1).max(400).nullable().default(null),
  batchSize: z.number().int().min(4).max(128).default(16),
  seed: z.number().int().min(0).max(2147483647).default(1),
  engine: z.enum(['auto', 'tfjs-node', 'wasm-blas', 'wasm']).default('auto'),
  learningRate: z.number().positive().max(1).default(0.002),
  optimiser: z.enum(['adam', 'sgd']).default('adam'),
  /** Batches whose gradients are averaged before the weights change. */
  accumulate: z.number().int().min(1).max(64).default(1),
  /** Epochs without a higher internal AUC before the training stops. */
  patience: z.number().int().min(1).max(400).default(25),
  /** Minutes that training may take; a limit makes the weights depend on the machine's speed. */
  minutes: z.number().positive().max(100_000).nullable().default(null),
  augment: z.boolean().default(true),
});
export type RunConfigView = z.output<typeof runConfig>;

/** What a person asks for: any part of the configuration. */
export const runWish = runConfig.partial();

export const runStatus = z.enum(['queued', 'running', 'paused', 'finished', 'failed', 'cancelled']);

/** One finished epoch; the interval is DeLong's of the internal AUC. */
export const runProgress = z.object({
  epoch: z.number(), epochs: z.number(), loss: z.number(), imagesPerSecond: z.number(), secondsLeft: z.number().nullable(), internalAuc: z.number().nullable(),
  internalLower: z.number().nullable(), internalUpper: z.number().nullable(), memoryMb: z.number().nullable(), engineShare: z.number().nullable(), at: z.string(),
});

/** Where a training stands inside its epoch, as told every few seconds. */
export const runStep = z.object({ epoch: z.number(), epochs: z.number(), step: z.number(), steps: z.number(), loss: z.number(), imagesPerSecond: z.number(), secondsLeft: z.number(), memoryMb: z.number().nullable(), at: z.string() });

/** A trainer took the training: at the beginning, after a pause, handed on by a trainer that was told to go, or taken over from one that died. */
export const runTaking = z.object({
  at: z.string(), trainer: z.string(), why: z.enum(['first', 'resumed', 'handed-on', 'taken-over']),
  /** Place of the checkpoint that it goes on from; null when it begins at the beginning. */
  epoch: z.number().nullable(), step: z.number().nullable(),
});

/** Figures and names that belong to a reason (the batch that would fit, the file that differs). */
const reasonFacts = z.record(z.string(), z.union([z.string(), z.number()]));

/** Why a training failed: the stable code, the sentence, its facts, and where known the epoch, the step in it and the lesions of the batch. */
export const runFailure = z.object({ code: z.string(), detail: z.string(), facts: reasonFacts.default({}), epoch: z.number().nullable(), step: z.number().nullable(), lesions: z.array(z.string()) });

/** Somebody paused, resumed or cancelled the training. A resumption needs no reason. */
export const runAct = z.object({ act: z.enum(['paused', 'resumed', 'cancelled']), at: z.string(), by: z.string(), reason: z.string().nullable() });

/** Where a queued training stands. Times are null where nothing comparable has been measured yet. */
export const queuePlace = z.object({ position: z.number(), waitsFor: z.enum(['no-trainer', 'busy-trainers', 'next']), expectedStart: z.string().nullable(), expectedEnd: z.string().nullable() });

/** AUC with its interval, by the named method, and the ROC points of some lesions. */
export const areaFigures = z.object({
  lesions: z.number(),
  malignant: z.number(),
  auc: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  method: z.string(),
  roc: z.array(z.object({ falsePositiveRate: z.number(), truePositiveRate: z.number() })),
  /** Why there is no figure (for instance one class only), else null. */
  refusal: z.string().nullable(),
});

/** The figures of one set, its interval by DeLong. */
export const setMetrics = areaFigures.extend({ set: z.enum(['training', 'internal_validation', 'external_validation']) });

export const runView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  snapshotRoot: z.string(),
  status: runStatus,
  /** What its trainer has been asked to do and has not done yet: it finishes its step and stores the checkpoint first. */
  stopping: z.enum(['pause', 'cancel']).nullable(),
  config: runConfig,
  engine: z.string().nullable(),
  /** Name of the trainer that works on it now. */
  trainer: z.string().nullable(),
  progress: runProgress.nullable(),
  step: runStep.nullable(),
  history: z.array(runProgress),
  takings: z.array(runTaking),
  /** Who paused, resumed or cancelled it, when and why, in order. */
  acts: z.array(runAct),
  /** Only of a queued run. */
  queue: queuePlace.nullable(),
  /** The cross-validation that this run is a fold of; `fold` counts from 1. */
  crossValidation: z.object({ id: z.string(), fold: z.number(), of: z.number() }).nullable(),
  modelDigest: z.string().nullable(),
  registeredAt: z.string().nullable(),
  externalOpenedAt: z.string().nullable(),
  metrics: z.array(setMetrics),
  bundle: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
  error: z.string().nullable(),
  failure: runFailure.nullable(),
  startedBy: z.string(),
  /** Whether the caller may pause, resume and cancel it: whoever started it, or anybody who may start runs once that account is disabled. */
  yours: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type RunView = z.output<typeof runView>;

/** A line of the training's log, said in both languages; a note has a stable code. */
export const runLogLine = z.object({ id: z.number(), at: z.string(), kind: z.enum(['taken', 'started', 'step', 'epoch', 'checkpoint', 'note']), code: z.string().nullable(), text: localText });
export type RunLogLine = z.output<typeof runLogLine>;

/** What a timed trial says of a training that has not started. */
export const dryRunResult = z.object({
  trainer: z.string(), engine: z.string(), threads: z.number(), images: z.number(), lesions: z.number(), stepsTimed: z.number(), secondsPerStep: z.number(), imagesPerSecond: z.number(),
  epochs: z.number(), stepsInAll: z.number(),
  /** Of one training; early stopping may end it sooner. */
  secondsInAll: z.number(), memoryMb: z.number().nullable(),
  /** Trainings that were asked about (the folds), and how long all of them take on the trainers that are there now. */
  trainings: z.number(), secondsForAll: z.number(),
});
export const dryRunView = z.object({
  id: z.string(), status: z.enum(['queued', 'running', 'finished', 'failed']), queue: queuePlace.nullable(), result: dryRunResult.nullable(),
  failure: z.object({ code: z.string(), detail: z.string(), facts: reasonFacts.default({}) }).nullable(), askedAt: z.string(),
});
export type DryRunView = z.output<typeof dryRunView>;
