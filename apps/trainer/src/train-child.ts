import { availableParallelism } from 'node:os';
import { JOB_PAYLOADS } from '@echocohort/jobs';
import { storageFromEnvironment } from '@echocohort/storage';
import { pictureThreads } from '@echocohort/training';
import { trainToStorage } from './lib/train-to-storage.ts';
import { trainerMessage, type ChildMessage } from './lib/training-outcome.ts';

/** Tells the trainer and waits until the message has left, so that the last one is not lost when the process ends. */
const tell = (message: ChildMessage): Promise<void> => new Promise((resolve, reject) => void process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve())));

// Without its trainer nobody would hear the outcome, and a second trainer may take the job: end at once.
process.once('disconnect', () => process.exit(1));
// The trainer decides when a training stops; a signal to the whole process group must not end it before its checkpoint.
process.on('SIGTERM', () => undefined);
process.on('SIGINT', () => undefined);

const handBack = new AbortController();
const job = await new Promise<unknown>((resolve) => {
  process.on('message', (message) => {
    const asked = trainerMessage.safeParse(message);
    if (asked.success) handBack.abort();
    else resolve(message);
  });
});
const storage = storageFromEnvironment(process.env);
const work = pictureThreads(new URL('./picture-thread.js', import.meta.url), Math.max(1, availableParallelism() - 1));
const outcome = storage.ok
  ? await trainToStorage(JOB_PAYLOADS.train.parse(job), {
      storage: storage.value, clock: { now: () => new Date() }, work, handBack: handBack.signal,
      availableMemory: () => process.availableMemory(), usedMemory: () => process.memoryUsage.rss(),
      onEvent: (event) => void tell({ tell: 'progress', event }),
    })
  : { status: 'failed' as const, error: { code: storage.refusal.code, detail: storage.refusal.detail } };
await work.close();
await tell({ tell: 'outcome', outcome });
process.exit(0);
