import { availableParallelism } from 'node:os';
import { storageFromEnvironment } from '@echocohort/storage';
import { openEngine, pictureThreads } from '@echocohort/training';
import { timeTraining } from './lib/time-training.ts';
import { trainToStorage, type TrainingSurroundings } from './lib/train-to-storage.ts';
import { processTask, trainerMessage, type ChildMessage, type ProcessTask } from './lib/training-outcome.ts';

/** Tells the trainer and waits until the message has left, so that the last one is not lost when the process ends. */
const tell = (message: ChildMessage): Promise<void> => new Promise((resolve, reject) => void process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve())));

// Without its trainer nobody would hear the outcome, and a second trainer may take the training: end at once.
process.once('disconnect', () => process.exit(1));
// The trainer decides when a training stops; a signal to the whole process group must not end it before its checkpoint.
process.on('SIGTERM', () => undefined);
process.on('SIGINT', () => undefined);

const handBack = new AbortController();
const asked = new Map<number, (granted: boolean) => void>();
const mayWrite = (): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const number = asked.size + 1;
    asked.set(number, resolve);
    tell({ tell: 'about-to-write', number }).catch(reject);
  });

const task = await new Promise<ProcessTask>((resolve) => {
  process.on('message', (message) => {
    const heard = trainerMessage.safeParse(message);
    if (!heard.success) resolve(processTask.parse(message));
    else if (heard.data.ask === 'hand-back') handBack.abort();
    else asked.get(heard.data.number)?.(heard.data.granted);
  });
});

async function work(given: Exclude<ProcessTask, { do: 'name-engine' }>): Promise<ChildMessage> {
  const storage = storageFromEnvironment(process.env);
  if (!storage.ok) {
    const error = { code: storage.refusal.code, detail: storage.refusal.detail };
    return given.do === 'training' ? { tell: 'outcome', outcome: { status: 'failed', error } } : { tell: 'trial', outcome: { status: 'failed', error } };
  }
  const pictures = pictureThreads(new URL('./picture-thread.js', import.meta.url), availableParallelism());
  const surroundings: TrainingSurroundings = {
    storage: storage.value, clock: { now: () => new Date() }, work: pictures, handBack: handBack.signal, mayWrite,
    availableMemory: () => process.availableMemory(), usedMemory: () => process.memoryUsage.rss(), onEvent: (event) => void tell({ tell: 'progress', event }),
    ...(given.do === 'training' ? { place: given.place } : {}),
  };
  const last: ChildMessage = given.do === 'training' ? { tell: 'outcome', outcome: await trainToStorage(given.work, surroundings) } : { tell: 'trial', outcome: await timeTraining(given.work, surroundings) };
  await pictures.close();
  return last;
}

async function nameEngine(): Promise<ChildMessage> {
  const opened = await openEngine('auto');
  return opened.ok ? { tell: 'engine', engine: opened.value.engine.name, threads: opened.value.engine.threads } : { tell: 'engine', engine: 'none', threads: 0 };
}

await tell(task.do === 'name-engine' ? await nameEngine() : await work(task));
process.exit(0);
