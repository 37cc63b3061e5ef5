import { FileStorage } from './file-storage.ts';
import { bundleKey, exportKey, objectKey, snapshotManifestKey } from './object-keys.ts';
import { S3Storage } from './s3-storage.ts';
import { partSizeFor, partsOf } from './s3-parts.ts';
import { storageFromEnvironment } from './storage-from-environment.ts';

const s3 = { S3_ENDPOINT: 'http://127.0.0.1:8333', S3_BUCKET: 'b', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' };

describe('the store that the environment names', () => {
  it('is a folder or an S3 service', () => {
    const [files, service] = [storageFromEnvironment({ STORAGE_DIR: '/data' }), storageFromEnvironment(s3)];
    expect(files.ok && files.value).toBeInstanceOf(FileStorage);
    expect(service.ok && service.value).toBeInstanceOf(S3Storage);
  });

  it.each([
    ['neither', {}, 'Set STORAGE_DIR'],
    ['both', { ...s3, STORAGE_DIR: '/data' }, 'Both STORAGE_DIR and S3_'],
    ['half of S3', { S3_ENDPOINT: 'http://x', S3_BUCKET: 'b' }, 'S3_ACCESS_KEY, S3_SECRET_KEY'],
    ['no address', { ...s3, S3_ENDPOINT: 'somewhere' }, 'S3_ENDPOINT must be an address'],
  ])('%s is refused in words and without any secret', (_name, env, words) => {
    const refused = storageFromEnvironment(env);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'storage-not-configured' } });
    expect(refused.ok ? '' : refused.refusal.detail).toContain(words);
  });
});

describe('keys', () => {
  it('have one depth per kind', () => {
    expect(objectKey('abcd')).toBe('objects/ab/abcd');
    expect(snapshotManifestKey('r')).toBe('snapshots/r/manifest.json');
    expect(bundleKey('run', 'cam/L1.png')).toBe('models/run/cam__L1.png');
    expect(exportKey('e')).toBe('exports/e/export.zip');
  });
});

describe('parts of an upload', () => {
  it('never exceed ten thousand', () => {
    for (const size of [0, 1, 80e9, 5e12]) expect(size / partSizeFor(size)).toBeLessThan(10_000);
  });

  it.each([[1, 4], [4, 4], [5, 4], [17, 4], [0, 4]])('%s bytes in parts of %s come together again', async (size, partSize) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => index);
    async function* odd(): AsyncIterable<Uint8Array> {
      for (let offset = 0; offset < size; offset += 3) yield bytes.subarray(offset, offset + 3);
    }
    const parts: Uint8Array[] = [];
    for await (const part of partsOf(odd(), partSize)) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes));
    expect(parts.slice(0, -1).every((part) => part.length === partSize)).toBe(true);
  });
});
