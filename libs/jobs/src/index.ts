export * from './lib/reason-facts.ts';
export * from './lib/job-payloads.ts';
export * from './lib/job-queue.ts';
export * from './lib/run-progress.ts';
export * from './lib/training-work.ts';
export * from './lib/training-queue.ts';
export * from './lib/training-lease.ts';
export * from './lib/trainer-desk.ts';
