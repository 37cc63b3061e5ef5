import { Worker } from 'node:worker_threads';
import type { CleanedInput, CleanSettings, CleanTask } from './clean-input.types.ts';

/** Cleans inputs, several at a time. */
export interface Cleaner {
  /** How many inputs it can work on at once. */
  readonly width: number;
  clean(task: CleanTask): Promise<CleanedInput>;
  close(): Promise<void>;
}

/** What a worker is asked. */
export interface WorkerOrder {
  readonly settings: CleanSettings;
  readonly task: CleanTask;
}

/** What a worker answers: the outcome, or the system's code of a fault of writing, which stops the run. */
export type WorkerAnswer = { readonly cleaned: CleanedInput } | { readonly fault: string };

/** A fault of writing that happened in a worker; `code` is the system's, such as ENOSPC. */
export class WriteFault extends Error {
  override readonly name = 'WriteFault';
  constructor(readonly code: string) {
    super(`writing failed (${code})`);
  }
}

/** In this thread; for one job, and where no worker program is at hand. The module is loaded only now: it brings the networks' runtime. */
export function cleanerInProcess(settings: CleanSettings): Cleaner {
  return {
    width: 1,
    clean: async (task) => (await import('./clean-input.ts')).cleanInput(settings, task),
    close: () => Promise.resolve(),
  };
}

interface Waiting {
  readonly task: CleanTask;
  readonly done: (cleaned: CleanedInput) => void;
  readonly failed: (fault: Error) => void;
}

const crashed: CleanedInput = { status: 'held', codes: ['cleaner-crashed'], ms: 0 };

/** Worker threads that each clean one input at a time. One that dies (out of memory) holds its input and is replaced. */
class WorkerCleaner implements Cleaner {
  private readonly idle: Worker[] = [];
  private readonly all = new Map<Worker, Waiting | null>();
  private readonly queue: Waiting[] = [];
  private closing = false;

  constructor(private readonly program: URL, private readonly settings: CleanSettings, readonly width: number) {
    for (let count = 0; count < width; count++) this.start();
  }

  clean(task: CleanTask): Promise<CleanedInput> {
    return new Promise((done, failed) => {
      this.queue.push({ task, done, failed });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.all.keys()].map((worker) => worker.terminate()));
  }

  private start(): void {
    const worker = new Worker(this.program);
    this.all.set(worker, null);
    worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.all.get(worker);
      this.all.set(worker, null);
      this.idle.push(worker);
      if ('cleaned' in answer) waiting?.done(answer.cleaned);
      else waiting?.failed(new WriteFault(answer.fault));
      this.next();
    });
    worker.on('error', () => this.replace(worker));
    // A thread that ends without a fault (the system took it, or something called exit) has gone all the same.
    worker.on('exit', () => this.replace(worker));
    this.idle.push(worker);
  }

  private replace(worker: Worker): void {
    if (!this.all.has(worker)) return;
    const waiting = this.all.get(worker);
    this.all.delete(worker);
    const place = this.idle.indexOf(worker);
    if (place >= 0) this.idle.splice(place, 1);
    waiting?.done(crashed);
    if (this.closing) return;
    // One that cannot even start would be replaced for ever.
    if (waiting) this.start();
    else if (this.all.size === 0) for (const { failed } of this.queue.splice(0)) failed(new Error('the worker program cannot be started'));
    this.next();
  }

  private next(): void {
    const [worker] = this.idle;
    const waiting = worker ? this.queue.shift() : undefined;
    if (!worker || !waiting) return;
    this.idle.shift();
    this.all.set(worker, waiting);
    worker.postMessage({ settings: this.settings, task: waiting.task } satisfies WorkerOrder);
  }
}

/** A cleaner of `jobs` threads that run `program`; without a program, or for one job, this thread does it. */
export function cleanerOf(settings: CleanSettings, jobs: number, program: URL | undefined): Cleaner {
  return jobs > 1 && program !== undefined ? new WorkerCleaner(program, settings, jobs) : cleanerInProcess(settings);
}
