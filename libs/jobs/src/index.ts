export * from './lib/job-payloads.ts';
export * from './lib/job-queue.ts';
export * from './lib/run-progress.ts';
