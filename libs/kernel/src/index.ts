export * from './lib/result.ts';
export * from './lib/canonical-json.ts';
export * from './lib/plain-date.ts';
export * from './lib/ports.ts';
export * from './lib/hex.ts';
export * from './lib/seeded-random.ts';
export * from './lib/unit-words.ts';
export * from './lib/counted.ts';
