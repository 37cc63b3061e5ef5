import type { Result } from '@echocohort/kernel';
import type { PicturePair, PreparedFile, WorkerAnswer, WorkerRequest } from './prepared-file.ts';

type Unnumbered<R> = R extends { readonly id: number } ? Omit<R, 'id'> : never;

/** Talks to the worker that reads and de-identifies; the page stays free meanwhile. */
export class IntakeWorkerClient {
  private readonly waiting = new Map<number, (answer: WorkerAnswer) => void>();
  private next = 1;

  constructor(private readonly worker: Worker) {
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
    worker.addEventListener('error', () => this.fail());
  }

  async prepare(file: File, key: Uint8Array, subjectCode: string): Promise<Result<PreparedFile>> {
    const answer = await this.ask({ kind: 'prepare', file, key, subjectCode });
    if (answer.kind === 'prepared') return { ok: true, value: answer.prepared };
    if (answer.kind === 'held') return { ok: false, refusal: answer.refusal };
    return { ok: false, refusal: { code: 'reader-failed', detail: `The file could not be read in this browser (${answer.kind === 'failed' ? answer.detail : answer.kind}). It was not sent.` } };
  }

  async show(file: File, clean: Blob | null): Promise<PicturePair> {
    const answer = await this.ask({ kind: 'show', file, clean });
    return answer.kind === 'shown' ? answer.pair : { before: null, after: null };
  }

  close(): void {
    this.fail();
    this.worker.terminate();
  }

  private ask(request: Unnumbered<WorkerRequest>): Promise<WorkerAnswer> {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ ...request, id });
    });
  }

  private fail(): void {
    for (const [id, resolve] of this.waiting) resolve({ kind: 'failed', id, detail: 'stopped' });
    this.waiting.clear();
  }
}
