import { parentPort } from 'node:worker_threads';
import { cleanInput } from './cleaning/clean-input.ts';
import type { WorkerAnswer, WorkerOrder } from './cleaning/cleaner.ts';
import { faultCode } from './fault-code.ts';

// One thread of `--jobs N`: inputs come one at a time, and each is answered.
const answer = async ({ settings, task }: WorkerOrder): Promise<WorkerAnswer> => {
  try {
    return { cleaned: await cleanInput(settings, task) };
  } catch (error) {
    return { fault: faultCode(error) ?? 'unknown' };
  }
};

parentPort?.on('message', (order: WorkerOrder) => {
  void answer(order).then((given) => parentPort?.postMessage(given));
});
