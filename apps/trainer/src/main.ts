import { fileURLToPath } from 'node:url';
import { JobQueue, RunProgress } from '@echocohort/jobs';
import { storageFromEnvironment } from '@echocohort/storage';
import { childRunner } from './lib/child-runner.ts';
import { takeTraining } from './lib/train.job.ts';

/** Longer than a training may take to hand back its checkpoint. */
const LONGEST_SHUTDOWN_MS = 9500;

/** One line for the log of the service: codes and run ids, never study data. */
const log = (text: string): void => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), service: 'trainer', text })}\n`);

const url = process.env.JOBS_DATABASE_URL;
const storage = storageFromEnvironment(process.env);
if (url === undefined || !storage.ok) {
  process.stderr.write(`The trainer cannot start: ${url === undefined ? 'JOBS_DATABASE_URL is not set.' : ''} ${storage.ok ? '' : storage.refusal.detail}\n`);
  process.exit(2);
}

const onError = (error: Error): void => log(`job queue: ${error.message}`);
const queue = await JobQueue.open(url, { onError });
const progress = new RunProgress(url, onError);
const runChild = childRunner(fileURLToPath(new URL('./train-child.js', import.meta.url)));
/** Set when this trainer is told to go: the training in hand is stored as a checkpoint and given back to the queue. */
const leaving = new AbortController();
let busy = false;

await queue.work('train', async (job) => {
  log(`run ${job.payload.runId} taken`);
  busy = true;
  try {
    await takeTraining({ queue, progress, run: (payload, onEvent, signal) => runChild(payload, onEvent, AbortSignal.any([signal, leaving.signal])) }, job);
  } finally {
    busy = false;
    log(`run ${job.payload.runId} ended`);
  }
});
log('trainer waits for trainings');

const stop = (): void => {
  setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
  leaving.abort();
  void queue.close(busy ? LONGEST_SHUTDOWN_MS - 500 : 0).then(() => progress.close()).then(() => process.exit(0), () => process.exit(1));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
