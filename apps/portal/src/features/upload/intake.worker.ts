import { pictureOf, prepareFile } from './prepare-file.ts';
import type { WorkerAnswer, WorkerRequest } from './prepared-file.ts';

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const { id } = request;
  if (request.kind === 'show') {
    const before = pictureOf(await bytesOf(request.file));
    const after = request.clean ? pictureOf(await bytesOf(request.clean)) : null;
    return { kind: 'shown', id, pair: { before, after } };
  }
  const prepared = await prepareFile(await bytesOf(request.file), request.key, request.subjectCode);
  return prepared.ok ? { kind: 'prepared', id, prepared: prepared.value } : { kind: 'held', id, refusal: prepared.refusal };
}

// One file at a time: a folder of large files must not fill the memory of a hospital PC.
let line: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  line = line.then(async () => {
    try {
      globalThis.postMessage(await answer(data));
    } catch (error) {
      // Only the kind of fault is told: a message of an exception could carry bytes of the file.
      const detail = error instanceof Error ? error.name : 'unknown';
      const failed: WorkerAnswer = { kind: 'failed', id: data.id, detail };
      globalThis.postMessage(failed);
    }
  });
});
