export * from './lib/object-storage.ts';
export * from './lib/object-keys.ts';
export * from './lib/read-object.ts';
export * from './lib/file-storage.ts';
export * from './lib/s3-storage.ts';
export * from './lib/storage-from-environment.ts';
export * from './lib/run-objects.ts';
