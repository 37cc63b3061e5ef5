import { parentPort } from 'node:worker_threads';
import { examineImage, type ExaminationTask } from './examine-image.ts';
import type { Examination } from './examination-room.ts';

/** Whether a message is a task; whoever starts this program sends nothing else. */
const isTask = (message: unknown): message is ExaminationTask => typeof message === 'object' && message !== null && 'bytes' in message && message.bytes instanceof Uint8Array;

parentPort?.on('message', (message: unknown) => {
  if (!isTask(message)) throw new Error('an examination thread was sent something else');
  const { bytes } = message;
  const examination: Examination = { judged: examineImage(message), bytes };
  parentPort?.postMessage(examination, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
});
