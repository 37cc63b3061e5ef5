export * from './lib/vocabulary.ts';
export * from './lib/audit-entry.ts';
export * from './lib/verify-chain.ts';
export * from './lib/receipt.ts';
