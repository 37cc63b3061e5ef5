import { Injectable } from '@nestjs/common';

/** Work that the worker process does for one queue. A handler must bear being run twice with the same payload. */
export interface JobHandler {
  /** Queue of libs/jobs that it serves. */
  readonly queue: string;
  /** Throws when the work did not succeed; the queue then tries again as its policy says. */
  handle(payload: unknown): Promise<void>;
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
  private readonly byQueue = new Map<string, JobHandler>();
  private readonly repeated: RepeatedTask[] = [];

  add(handler: JobHandler): void {
    if (this.byQueue.has(handler.queue)) throw new Error(`two handlers for the queue ${handler.queue}`);
    this.byQueue.set(handler.queue, handler);
  }

  repeat(task: RepeatedTask): void {
    this.repeated.push(task);
  }

  get handlers(): readonly JobHandler[] {
    return [...this.byQueue.values()];
  }

  get tasks(): readonly RepeatedTask[] {
    return this.repeated;
  }
}
