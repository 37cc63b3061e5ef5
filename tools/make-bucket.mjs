// Makes the bucket that the environment names (S3_ENDPOINT, S3_BUCKET, …) unless it is there; a store of files needs none.
// The storage may answer its health check a moment before it can make a bucket, so this is tried for a minute.
import { setTimeout as wait } from 'node:timers/promises';
import { S3Storage, storageFromEnvironment } from '@echocohort/storage';

const storage = storageFromEnvironment(process.env);
if (!storage.ok) {
  process.stderr.write(`${storage.refusal.detail}\n`);
  process.exit(2);
}
for (let left = 60; storage.value instanceof S3Storage; left -= 1) {
  try {
    await storage.value.makeBucket();
    process.stdout.write('The bucket is there.\n');
    break;
  } catch (error) {
    if (left <= 1) throw error;
    process.stderr.write(`The storage is not ready: ${error.message}\n`);
    await wait(1000);
  }
}
