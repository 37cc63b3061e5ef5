import type { JobQueue, QueueName, RunningJob } from '@echocohort/jobs';
import { Injectable } from '@nestjs/common';

/** Work that the worker process does for one queue of libs/jobs. A handler must bear being run twice with the same payload. */
export interface JobHandler<Q extends QueueName> {
  readonly queue: Q;
  /** Throws when the work did not succeed; the queue then tries again as its policy says. */
  handle(job: RunningJob<Q>): Promise<void>;
}

/** Work that the worker process repeats by the clock. */
export interface RepeatedTask {
  readonly name: string;
  readonly everySeconds: number;
  run(): Promise<void>;
}

/** Where feature modules put what the worker shall do: `constructor(jobs: JobRegistry, made: MakeExportJob) { jobs.add(made); }`. */
@Injectable()
export class JobRegistry {
  private readonly starts = new Map<QueueName, (queue: JobQueue) => Promise<void>>();
  private readonly repeated: RepeatedTask[] = [];

  add<Q extends QueueName>(handler: JobHandler<Q>): void {
    if (this.starts.has(handler.queue)) throw new Error(`two handlers for the queue ${handler.queue}`);
    this.starts.set(handler.queue, (queue) => queue.work(handler.queue, (job) => handler.handle(job)));
  }

  repeat(task: RepeatedTask): void {
    this.repeated.push(task);
  }

  /** Begins to work on every queue that has a handler; gives their names. */
  async start(queue: JobQueue): Promise<QueueName[]> {
    for (const begin of this.starts.values()) await begin(queue);
    return [...this.starts.keys()];
  }

  get tasks(): readonly RepeatedTask[] {
    return this.repeated;
  }
}
