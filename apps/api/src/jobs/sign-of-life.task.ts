import { giveSignOfLife, type JobQueue } from '@echocohort/jobs';
import type { RepeatedTask } from './job-registry.ts';

const EVERY_SECONDS = 10;

/** Where a file is named for it, the worker says there every ten seconds that it reaches its queue; a container's health check looks at the file's age. */
export function signOfLifeTasks(file: string | undefined, queue: Pick<JobQueue, 'isUnderWay'>): RepeatedTask[] {
  return file === undefined ? [] : [{ name: 'sign-of-life', everySeconds: EVERY_SECONDS, run: () => giveSignOfLife(file, () => queue.isUnderWay('export', 'sign-of-life')) }];
}
