export * from './lib/database.ts';
export * from './lib/identity.ts';
export * from './lib/database-fault.ts';
export * from './lib/audit.repository.ts';
export * from './lib/numbering.repository.ts';
