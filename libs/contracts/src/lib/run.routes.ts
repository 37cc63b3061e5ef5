import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { dryRunView, runLogLine, runView, runWish } from './run.schema.ts';

const runParams = z.object({ runId: z.uuid() });
const snapshotParams = z.object({ snapshotId: z.uuid() });
const because = z.object({ reason: z.string().min(3).max(300) });

export const runRoutes = {
  startRun: defineRoute({ name: 'startRun', method: 'POST', path: '/v1/snapshots/:snapshotId/runs', access: ['run.start'], summary: 'Train a model from a locked snapshot.', params: snapshotParams, body: z.object({ config: runWish }), response: runView, creates: true }),
  startDryRun: defineRoute({ name: 'startDryRun', method: 'POST', path: '/v1/snapshots/:snapshotId/dry-runs', access: ['run.start'], summary: 'Let a trainer time twenty steps of a training and say how long the whole would take; nothing is registered.', params: snapshotParams, body: z.object({ config: runWish, folds: z.number().int().min(2).max(20).optional() }), response: dryRunView, creates: true }),
  dryRun: defineRoute({ name: 'dryRun', method: 'GET', path: '/v1/snapshots/:snapshotId/dry-runs/:dryRunId', access: ['run.start'], summary: 'What a timed trial found; kept for a day.', params: snapshotParams.extend({ dryRunId: z.uuid() }), response: dryRunView }),
  listRuns: defineRoute({ name: 'listRuns', method: 'GET', path: '/v1/runs', access: ['run.read'], summary: 'Training runs, newest first.', response: z.object({ items: z.array(runView) }) }),
  run: defineRoute({ name: 'run', method: 'GET', path: '/v1/runs/:runId', access: ['run.read'], summary: 'One run with its progress, figures and bundle.', params: runParams, response: runView }),
  runLog: defineRoute({ name: 'runLog', method: 'GET', path: '/v1/runs/:runId/log', access: ['run.read'], summary: "Lines of a run's log, oldest first: the last ones, or those after the id of a line.", params: runParams, query: z.object({ after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(1000).optional() }), response: z.object({ items: z.array(runLogLine) }) }),
  pauseRun: defineRoute({ name: 'pauseRun', method: 'POST', path: '/v1/runs/:runId/pause', access: ['run.start'], summary: 'Pause a queued or running training: the checkpoint is kept and the trainer is free.', params: runParams, body: because, response: runView }),
  resumeRun: defineRoute({ name: 'resumeRun', method: 'POST', path: '/v1/runs/:runId/resumption', access: ['run.start'], summary: 'Queue a paused training again; it goes on from its checkpoint.', params: runParams, body: z.object({}), response: runView }),
  cancelRun: defineRoute({ name: 'cancelRun', method: 'POST', path: '/v1/runs/:runId/cancellation', access: ['run.start'], summary: 'Stop a training that has not ended for good; its checkpoint is removed.', params: runParams, body: because, response: runView }),
  bundleFile: defineRoute({ name: 'bundleFile', method: 'GET', path: '/v1/runs/:runId/files/:file', access: ['run.read'], summary: 'One file of the model bundle.', params: runParams.extend({ file: z.string().max(120) }), response: { stream: 'application/octet-stream' } }),
} as const;
