export * from './lib/permissions.ts';
export * from './lib/roles.ts';
export * from './lib/grants.ts';
