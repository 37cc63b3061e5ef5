import type { JobPayload, JobQueue, ProgressEvent, RunningJob } from '@echocohort/jobs';
import { z } from 'zod';
import type { TrainingRunner } from './child-runner.ts';
import type { TrainingOutcome } from './training-outcome.ts';

/** What taking a training needs; a test hands in its own runner. */
export interface TrainJobParts {
  readonly queue: Pick<JobQueue, 'send' | 'state'>;
  readonly progress: { add(runId: string, event: ProgressEvent): Promise<void> };
  readonly run: TrainingRunner;
}

/** Metrics as plain JSON for the queue. */
const plain = (value: unknown): Record<string, z.core.util.JSONType> => z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));

function finishedPayload(runId: string, outcome: TrainingOutcome): JobPayload<'train-finished'> {
  switch (outcome.status) {
    case 'finished':
      return { runId, status: 'finished', bundle: outcome.bundle, metrics: plain(outcome.metrics) };
    case 'failed':
      return { runId, status: 'failed', error: outcome.error };
    case 'cancelled':
      return { runId, status: 'cancelled' };
  }
}

/**
 * Takes one training: runs it, writes its progress in order, and sends how it ended. A trainer that is told to stop in the
 * middle throws instead, so that the queue gives the training to another or reports it lost.
 */
export async function takeTraining({ queue, progress, run }: TrainJobParts, { id, payload, signal }: RunningJob<'train'>): Promise<void> {
  let written = Promise.resolve();
  const faults: unknown[] = [];
  const onEvent = (event: ProgressEvent): void => {
    written = written.then(() => progress.add(payload.runId, event)).catch((error: unknown) => void faults.push(error));
  };
  const outcome = await run(payload, onEvent, signal);
  await written;
  if (faults.length > 0) throw new Error('the progress of the training could not be written', { cause: faults[0] });
  if (outcome.status === 'cancelled' && (await queue.state('train', id)) !== 'cancelled') throw new Error('the trainer was stopped in the middle of a training');
  await queue.send('train-finished', finishedPayload(payload.runId, outcome));
}
