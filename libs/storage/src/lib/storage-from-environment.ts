import { ok, refuse, type Result } from '@echocohort/kernel';
import { FileStorage } from './file-storage.ts';
import type { ObjectStorage } from './object-storage.ts';
import { S3Storage } from './s3-storage.ts';

const S3_NAMES = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;

/**
 * The store that the environment names: STORAGE_DIR for files, or S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY,
 * S3_SECRET_KEY and optionally S3_REGION. Both or neither is refused, because half of the objects would be elsewhere.
 */
export function storageFromEnvironment(env: Readonly<Record<string, string | undefined>>): Result<ObjectStorage> {
  const folder = env['STORAGE_DIR'];
  const given = S3_NAMES.filter((name) => env[name]);
  const bad = (detail: string): Result<ObjectStorage> => refuse({ code: 'storage-not-configured', detail });
  if (folder && given.length > 0) return bad('Both STORAGE_DIR and S3_… are set; keep one of them.');
  if (folder) return ok(new FileStorage(folder));
  if (given.length === 0) return bad('Set STORAGE_DIR to a folder, or S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY.');
  const missing = S3_NAMES.filter((name) => !env[name]);
  if (missing.length > 0) return bad(`These are missing beside ${given.join(', ')}: ${missing.join(', ')}.`);
  const [endpoint, bucket, accessKey, secretKey] = S3_NAMES.map((name) => env[name] ?? '');
  if (!URL.canParse(endpoint ?? '')) return bad('S3_ENDPOINT must be an address such as http://127.0.0.1:8333.');
  return ok(new S3Storage({ endpoint: new URL(endpoint ?? ''), bucket: bucket ?? '', accessKey: accessKey ?? '', secretKey: secretKey ?? '', region: env['S3_REGION'] ?? 'us-east-1' }));
}
