import type { Result } from '@echocohort/kernel';
import type { Outline, PicturePair, PreparedFile, PrepareOrder, PrepareStep, ShownFile, TagAction, TagRow, TextSearch, WorkerAnswer, WorkerRequest } from './prepared-file.ts';

type Unnumbered<R> = R extends { readonly id: number } ? Omit<R, 'id'> : never;
type Waiting = { readonly done: (answer: WorkerAnswer) => void; readonly step: (step: PrepareStep) => void };

/** One worker with its questions under way. */
class Desk {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  constructor(private readonly worker: Worker) {
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      const waiting = this.waiting.get(data.id);
      if (data.kind === 'step') waiting?.step(data.step);
      else {
        this.waiting.delete(data.id);
        waiting?.done(data);
      }
    });
    worker.addEventListener('error', () => this.fail());
  }

  ask(request: Unnumbered<WorkerRequest>, step: (step: PrepareStep) => void = () => undefined): Promise<WorkerAnswer> {
    const id = this.next++;
    return new Promise((done) => {
      this.waiting.set(id, { done, step });
      this.worker.postMessage({ ...request, id });
    });
  }

  close(): void {
    this.fail();
    this.worker.terminate();
  }

  private fail(): void {
    for (const [id, { done }] of this.waiting) done({ kind: 'failed', id, detail: 'stopped' });
    this.waiting.clear();
  }
}

/** Talks to the two workers: one de-identifies file after file, the other shows pictures meanwhile, so that a person never waits for the line. */
export class IntakeWorkerClient {
  private readonly line: Desk;
  private readonly window: Desk;

  constructor(start: () => Worker) {
    this.line = new Desk(start());
    this.window = new Desk(start());
  }

  async prepare(order: PrepareOrder, step: (step: PrepareStep) => void): Promise<Result<{ readonly prepared: PreparedFile; readonly search: TextSearch | null }>> {
    const answer = await this.line.ask({ kind: 'prepare', ...order }, step);
    if (answer.kind === 'prepared') return { ok: true, value: { prepared: answer.prepared, search: answer.search } };
    if (answer.kind === 'held') return { ok: false, refusal: answer.refusal };
    return { ok: false, refusal: { code: 'reader-failed', detail: `The file could not be read in this browser (${answer.kind === 'failed' ? answer.detail : answer.kind}). It was not sent.` } };
  }

  async show(shown: ShownFile, frame: number): Promise<PicturePair> {
    const answer = await this.window.ask({ kind: 'show', shown, frame });
    return answer.kind === 'shown' ? answer.pair : { before: null, after: null };
  }

  async tags(shown: ShownFile, actions: readonly TagAction[]): Promise<readonly TagRow[] | null> {
    const answer = await this.window.ask({ kind: 'tags', shown, actions });
    return answer.kind === 'tags' ? answer.rows : null;
  }

  async outline(file: File): Promise<Outline | null> {
    const answer = await this.window.ask({ kind: 'outline', file });
    return answer.kind === 'outlined' ? answer.outline : null;
  }

  close(): void {
    this.line.close();
    this.window.close();
  }
}
