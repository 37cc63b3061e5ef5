import { parentPort, workerData } from 'node:worker_threads';
import { cleanInput } from './cleaning/clean-input.ts';
import type { CleanSettings, CleanTask } from './cleaning/clean-input.types.ts';
import { faultCode } from './fault-code.ts';
import type { WorkerAnswer } from './cleaning/cleaner.ts';

// One thread of `--jobs N`: inputs come one at a time, and each is answered.
const settings: CleanSettings = workerData;

const answer = async (task: CleanTask): Promise<WorkerAnswer> => {
  try {
    return { cleaned: await cleanInput(settings, task) };
  } catch (error) {
    return { fault: faultCode(error) ?? 'unknown' };
  }
};

parentPort?.on('message', (task: CleanTask) => {
  void answer(task).then((given) => parentPort?.postMessage(given));
});
