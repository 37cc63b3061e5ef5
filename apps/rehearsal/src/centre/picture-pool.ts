import { Worker } from 'node:worker_threads';
import type { PictureJob, PictureResult } from './picture-job.ts';

interface Waiting {
  readonly resolve: (result: PictureResult) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly number: number;
  readonly result?: PictureResult;
  readonly failed?: string;
}

/** Threads that draw and clean pictures, so that the product is not kept waiting for its demo data. */
export class PicturePool {
  private readonly workers: Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;

  constructor(threads: number, entry: URL) {
    this.workers = Array.from({ length: threads }, () => this.hire(entry));
  }

  /** Has one picture made; rejects when the worker fails. */
  make(job: PictureJob): Promise<PictureResult> {
    const number = this.next++;
    const worker = this.workers[number % this.workers.length];
    if (!worker) throw new RangeError('PicturePool: no thread');
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      worker.postMessage({ number, job });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private hire(entry: URL): Worker {
    const worker = new Worker(entry);
    worker.on('message', (answer: Answer) => {
      const waiting = this.waiting.get(answer.number);
      this.waiting.delete(answer.number);
      if (answer.result) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.failed ?? 'the picture worker gave no answer'));
    });
    worker.on('error', (error) => {
      for (const waiting of this.waiting.values()) waiting.reject(error);
      this.waiting.clear();
    });
    return worker;
  }
}
