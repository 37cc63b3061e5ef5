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

/** How a training ended for good. One that was handed back because its job was cancelled counts as cancelled: its checkpoint is in storage. */
function finishedPayload(runId: string, outcome: TrainingOutcome): JobPayload<'train-finished'> {
  switch (outcome.status) {
    case 'finished':
      return { runId, status: 'finished', bundle: outcome.bundle, metrics: plain(outcome.metrics) };
    case 'failed':
      return { runId, status: 'failed', error: outcome.error };
    case 'cancelled':
    case 'handed-back':
      return { runId, status: 'cancelled' };
  }
}

const interrupted = ({ status }: TrainingOutcome): boolean => status === 'cancelled' || status === 'handed-back';

/**
 * Takes one training: runs it, writes its progress in order, and sends how it ended. A trainer that is told to stop in the
 * middle throws instead, so that the queue gives the training to another, who goes on from the checkpoint.
 */
export async function takeTraining({ queue, progress, run }: TrainJobParts, { id, payload, signal }: RunningJob<'train'>): Promise<void> {
  let written = Promise.resolve();
  const faults: unknown[] = [];
  const onEvent = (event: ProgressEvent): void => {
    written = written.then(() => progress.add(payload.runId, event)).catch((error: unknown) => void faults.push(error));
  };
  const outcome = await run(payload, onEvent, signal);
  if (outcome.status === 'handed-back') onEvent({ kind: 'note', text: outcome.detail });
  await written;
  if (faults.length > 0) throw new Error('the progress of the training could not be written', { cause: faults[0] });
  if (interrupted(outcome) && (await queue.state('train', id)) !== 'cancelled') throw new Error(`the trainer was stopped in the middle of a training${outcome.status === 'handed-back' ? '; its checkpoint is stored' : ''}`);
  await queue.send('train-finished', finishedPayload(payload.runId, outcome));
}
