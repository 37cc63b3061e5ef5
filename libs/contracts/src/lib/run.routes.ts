import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const runConfig = z.object({
  model: z.enum(['L', 'LB', 'LBC']).default('L'),
  width: z.number().int().min(4).max(64).default(16),
  imageSize: z.number().int().min(32).max(224).default(64),
  epochs: z.number().int().min(1).max(200).default(12),
  batchSize: z.number().int().min(4).max(64).default(16),
  seed: z.number().int().min(0).max(2147483647).default(1),
  engine: z.enum(['auto', 'tfjs-node', 'wasm-blas', 'wasm']).default('auto'),
});
export type RunConfigView = z.output<typeof runConfig>;

export const runProgress = z.object({ epoch: z.number(), epochs: z.number(), loss: z.number(), imagesPerSecond: z.number(), secondsLeft: z.number().nullable(), internalAuc: z.number().nullable(), at: z.string() });

/** AUC with its DeLong interval, and the ROC points, of one set. */
export const setMetrics = z.object({
  set: z.enum(['training', 'internal_validation', 'external_validation']),
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

export const runView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  snapshotRoot: z.string(),
  status: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  config: runConfig,
  engine: z.string().nullable(),
  progress: runProgress.nullable(),
  history: z.array(runProgress),
  modelDigest: z.string().nullable(),
  registeredAt: z.string().nullable(),
  externalOpenedAt: z.string().nullable(),
  metrics: z.array(setMetrics),
  bundle: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
  error: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type RunView = z.output<typeof runView>;

const runParams = z.object({ runId: z.uuid() });

export const runRoutes = {
  startRun: defineRoute({ name: 'startRun', method: 'POST', path: '/v1/snapshots/:snapshotId/runs', access: ['run.start'], summary: 'Train a model from a locked snapshot.', params: z.object({ snapshotId: z.uuid() }), body: z.object({ config: runConfig }), response: runView, creates: true }),
  listRuns: defineRoute({ name: 'listRuns', method: 'GET', path: '/v1/runs', access: ['run.read'], summary: 'Training runs, newest first.', response: z.object({ items: z.array(runView) }) }),
  run: defineRoute({ name: 'run', method: 'GET', path: '/v1/runs/:runId', access: ['run.read'], summary: 'One run with its progress, figures and bundle.', params: runParams, response: runView }),
  cancelRun: defineRoute({ name: 'cancelRun', method: 'POST', path: '/v1/runs/:runId/cancellation', access: ['run.start'], summary: 'Stop a queued or running training.', params: runParams, body: z.object({ reason: z.string().min(3).max(300) }), response: runView }),
  bundleFile: defineRoute({ name: 'bundleFile', method: 'GET', path: '/v1/runs/:runId/files/:file', access: ['run.read'], summary: 'One file of the model bundle.', params: runParams.extend({ file: z.string().max(120) }), response: { stream: 'application/octet-stream' } }),
} as const;
