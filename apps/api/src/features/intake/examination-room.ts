import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Result } from '@echocohort/kernel';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { examineImage, type ExaminationTask, type ExaminedImage } from './examine-image.ts';

/** What comes back: the judgement, and the bytes, which were lent to the thread and not copied. */
export interface Examination {
  readonly judged: Result<ExaminedImage>;
  readonly bytes: Uint8Array;
}

/** The main thread keeps a processor for itself; more than a few threads wait for the database anyway. */
const WIDTH = Math.max(1, Math.min(4, availableParallelism() - 1));

interface Waiting {
  readonly task: ExaminationTask;
  readonly done: (examination: Examination) => void;
  readonly failed: (fault: Error) => void;
}

/**
 * Where received files are examined: in threads of their own, so that a long clip does not keep all other requests waiting. Without
 * a thread program (specs run the sources) they are examined here. Threads are started when the first file comes.
 */
@Injectable()
export class ExaminationRoom implements OnApplicationShutdown {
  private program: URL | null = null;
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Waiting>();
  private readonly queue: Waiting[] = [];

  /** Names the compiled program of the threads. */
  useThreads(program: URL): void {
    this.program = program;
  }

  examine(task: ExaminationTask): Promise<Examination> {
    if (this.program === null) return Promise.resolve({ judged: examineImage(task), bytes: task.bytes });
    return new Promise((done, failed) => {
      this.queue.push({ task, done, failed });
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.idle, ...this.busy.keys()].map((thread) => thread.terminate()));
  }

  private next(): void {
    if (this.program === null || this.queue.length === 0) return;
    const thread = this.idle.pop() ?? (this.busy.size < WIDTH ? this.start(this.program) : null);
    const waiting = thread === null ? undefined : this.queue.shift();
    if (thread === null || waiting === undefined) return;
    this.busy.set(thread, waiting);
    thread.ref();
    const { bytes } = waiting.task;
    // Lent, not copied: the thread gives them back with its answer.
    thread.postMessage(waiting.task, bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : []);
  }

  private start(program: URL): Worker {
    const thread = new Worker(program);
    // An idle thread keeps no process alive.
    thread.unref();
    thread.on('message', (examination: Examination) => {
      this.take(thread)?.done(examination);
      thread.unref();
      this.idle.push(thread);
      this.next();
    });
    thread.on('error', (fault) => {
      this.take(thread)?.failed(fault instanceof Error ? fault : new Error('an examination thread failed'));
      this.next();
    });
    thread.on('exit', () => {
      const place = this.idle.indexOf(thread);
      if (place >= 0) this.idle.splice(place, 1);
      this.take(thread)?.failed(new Error('an examination thread ended'));
    });
    return thread;
  }

  private take(thread: Worker): Waiting | undefined {
    const waiting = this.busy.get(thread);
    this.busy.delete(thread);
    return waiting;
  }
}
