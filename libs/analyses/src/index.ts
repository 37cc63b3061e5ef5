export * from './lib/results/estimate.schema.ts';
export * from './lib/results/cohort.schema.ts';
export * from './lib/results/performance.schema.ts';
export * from './lib/results/model.schema.ts';
export * from './lib/results/report.schema.ts';
export * from './lib/records.ts';
