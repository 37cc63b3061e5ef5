export * from './lib/cohort-definition.ts';
export * from './lib/cohort-case.ts';
export * from './lib/flow-chart.ts';
export * from './lib/merkle.ts';
export * from './lib/manifest.ts';
export * from './lib/lock-digest.ts';
export { sha256OfText } from './lib/sha256.ts';
