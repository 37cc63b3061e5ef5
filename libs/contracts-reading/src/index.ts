export * from './lib/route.ts';
export * from './lib/shared.schema.ts';
export * from './lib/panel.routes.ts';
