import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { JobQueue, TrainerDesk } from '@echocohort/jobs';
import { storageFromEnvironment } from '@echocohort/storage';
import { childRunner } from './lib/child-runner.ts';
import { waitForTrainings } from './lib/wait-for-trainings.ts';

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
const seconds = Number(process.env.TRAINER_LEASE_SECONDS);
const desk = new TrainerDesk(url, queue, {
  sign: { name: process.env.TRAINER_NAME ?? `${hostname()}:${process.pid}`, engine: '', threads: 0 }, onError, ...(seconds > 0 ? { leaseSeconds: seconds } : {}),
});
/** Set when this trainer is told to go: the training in hand is stored as a checkpoint and given back to the queue. */
const leaving = new AbortController();
const stop = (): void => {
  setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
  leaving.abort();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

log('trainer waits for trainings');
const run = childRunner(fileURLToPath(new URL('./train-child.js', import.meta.url)));
await waitForTrainings({ desk, run, storage: storage.value, leaving: leaving.signal, log, signFile: process.env.SIGN_OF_LIFE_FILE });
await Promise.race([Promise.all([desk.close(), queue.close(0)]), wait(1000)]);
process.exit(0);
