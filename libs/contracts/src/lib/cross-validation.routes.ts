import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { areaFigures, runConfig, runFailure, runStatus, runWish, setMetrics } from './run.schema.ts';

/** One fold: the newest run of it, and what it reached on the patients that it left out. */
export const foldView = z.object({
  /** From 1. */
  fold: z.number(),
  runId: z.string(),
  status: runStatus,
  /** Epochs done, and of how many, while it trains. */
  epoch: z.number().nullable(),
  epochs: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  trainer: z.string().nullable(),
  /** Figures of the left-out patients once the fold has finished. */
  held: setMetrics.nullable(),
  failure: runFailure.nullable(),
  /** Runs of this fold that failed or were cancelled before, newest first. */
  earlier: z.array(z.string()),
});

/** All folds together; null until every fold has finished. The area is that of the pooled out-of-fold scores, its interval with lesions clustered in patients. */
export const pooledFolds = areaFigures.extend({
  patients: z.number(),
  /** Mean of the folds' areas and their standard deviation. */
  meanAuc: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  /** Test that the folds' areas are equal; folds share training patients, so p describes and proves nothing. */
  equality: z.object({ chiSquare: z.number(), degreesOfFreedom: z.number(), p: z.number() }).nullable(),
  equalityRefusal: z.string().nullable(),
  /** SHA-256 of the table of out-of-fold scores. */
  predictions: z.string(),
});

export const crossValidationView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  snapshotRoot: z.string(),
  /** `partly` while some folds have finished and others not; `failed` when none trains any more and one at least has no model. */
  status: z.enum(['queued', 'running', 'partly', 'paused', 'finished', 'failed', 'cancelled']),
  config: runConfig,
  of: z.number(),
  folds: z.array(foldView),
  /** Folds that failed or were cancelled and can be restarted. */
  missing: z.array(z.number()),
  pooled: pooledFolds.nullable(),
  startedBy: z.string(),
  yours: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type CrossValidationView = z.output<typeof crossValidationView>;

const crossValidationParams = z.object({ crossValidationId: z.uuid() });

export const crossValidationRoutes = {
  startCrossValidation: defineRoute({ name: 'startCrossValidation', method: 'POST', path: '/v1/snapshots/:snapshotId/cross-validations', access: ['run.start'], summary: 'Train a model on each of several folds by patient; every fold is a training of its own that any trainer may take.', params: z.object({ snapshotId: z.uuid() }), body: z.object({ config: runWish, folds: z.number().int().min(2).max(20).optional() }), response: crossValidationView, creates: true }),
  listCrossValidations: defineRoute({ name: 'listCrossValidations', method: 'GET', path: '/v1/cross-validations', access: ['run.read'], summary: 'Cross-validations, newest first.', response: z.object({ items: z.array(crossValidationView) }) }),
  crossValidation: defineRoute({ name: 'crossValidation', method: 'GET', path: '/v1/cross-validations/:crossValidationId', access: ['run.read'], summary: 'One cross-validation: its folds, and the pooled figures when all have finished.', params: crossValidationParams, response: crossValidationView }),
  restartFold: defineRoute({ name: 'restartFold', method: 'POST', path: '/v1/cross-validations/:crossValidationId/folds/:fold/restart', access: ['run.start'], summary: 'Train a fold anew that failed or was cancelled; the other folds stay as they are.', params: crossValidationParams.extend({ fold: z.coerce.number().int().min(1).max(20) }), body: z.object({}), response: crossValidationView }),
  outOfFoldScores: defineRoute({ name: 'outOfFoldScores', method: 'GET', path: '/v1/cross-validations/:crossValidationId/predictions', access: ['run.read'], summary: 'The score of every development lesion by the fold that had not seen its patient, as CSV.', params: crossValidationParams, response: { stream: 'text/csv' } }),
} as const;
