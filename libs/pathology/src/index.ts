export * from './lib/lesion-type.ts';
export * from './lib/check-report.ts';
export * from './lib/second-confirmation.ts';
