import { JOB_PAYLOADS } from '@echocohort/jobs';
import { storageFromEnvironment } from '@echocohort/storage';
import { trainToStorage } from './lib/train-to-storage.ts';
import type { ChildMessage } from './lib/training-outcome.ts';

/** Tells the trainer and waits until the message has left, so that the last one is not lost when the process ends. */
const tell = (message: ChildMessage): Promise<void> => new Promise((resolve, reject) => void process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve())));

// Without its trainer nobody would hear the outcome, and a second trainer may take the job: end at once.
process.once('disconnect', () => process.exit(1));

const job = await new Promise<unknown>((resolve) => process.once('message', resolve));
const storage = storageFromEnvironment(process.env);
const outcome = storage.ok
  ? await trainToStorage(JOB_PAYLOADS.train.parse(job), { storage: storage.value, clock: { now: () => new Date() }, onEvent: (event) => void tell({ tell: 'progress', event }) })
  : { status: 'failed' as const, error: { code: storage.refusal.code, detail: storage.refusal.detail } };
await tell({ tell: 'outcome', outcome });
process.exit(0);
