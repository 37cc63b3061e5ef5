import { parentPort } from 'node:worker_threads';
import { makePicture } from './picture-job.ts';
import type { PictureJob } from './picture-job.ts';

/** Worker thread: one job at a time, answered under its number; a failed job answers with the error's words. */
parentPort?.on('message', (message: { readonly number: number; readonly job: PictureJob }) => {
  makePicture(message.job).then(
    (result) => parentPort?.postMessage({ number: message.number, result }),
    (error: unknown) => parentPort?.postMessage({ number: message.number, failed: error instanceof Error ? error.message : String(error) }),
  );
});
