import { createHash } from 'node:crypto';
import type { BucketItem, Client } from 'minio';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { ContentDigest } from './content-digest.ts';
import { errorCode } from './error-code.ts';
import { assertKey } from './object-keys.ts';
import type { ByteRange, ExpectedContent, ObjectContent, ObjectEntry, ObjectStorage, ObjectStream, StorageRefusal, StoredContent } from './object-storage.ts';
import { partsOf, partSizeFor } from './s3-parts.ts';

export interface S3Options {
  readonly endpoint: URL;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

interface SentPart {
  readonly part: number;
  readonly etag: string;
}

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
const notFound = refuse<StorageRefusal>({ code: 'object-not-found', detail: 'There is no such object.' });
const NOT_FOUND = new Set(['NoSuchKey', 'NotFound']);
const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'EntityTooLarge']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'SlowDown', 'ServiceUnavailable', 'InternalError']);

function writeRefusal(error: unknown): StorageRefusal | null {
  const code = errorCode(error);
  if (FULL.has(code)) return { code: 'storage-full', detail: 'The storage is full; nothing was stored. Free space, then send it again.' };
  if (UNREACHABLE.has(code)) return { code: 'storage-unavailable', detail: 'The object store does not answer; nothing was stored. Try again later.' };
  return null;
}

/** Raised inside `put` when the store answers other than it was told; leaves with a refusal. */
class StoreDiffers extends Error {}

/**
 * Objects in an S3 service through the minio client. The client's own upload of streams is not used: it joins open
 * uploads of the same key and so can lose parts. Here each upload is its own, each part carries its MD5 and answers
 * with it, and the object appears (CompleteMultipartUpload) only after the whole content was compared. Nothing is
 * repeated behind the caller's back.
 */
export class S3Storage implements ObjectStorage {
  readonly #options: S3Options;
  #known: Promise<Client> | null = null;
  readonly #bucket: string;

  constructor(options: S3Options) {
    this.#options = options;
    this.#bucket = options.bucket;
  }

  /** The client library takes 20 MB of memory, so it is loaded where objects lie in an S3 service and not elsewhere. */
  get #client(): Promise<Client> {
    this.#known ??= import('minio').then(({ Client: S3Client }) => {
      const { endpoint, accessKey, secretKey, region } = this.#options;
      const useSSL = endpoint.protocol === 'https:';
      return new S3Client({
        endPoint: endpoint.hostname, port: Number(endpoint.port || (useSSL ? 443 : 80)), useSSL, accessKey, secretKey, region, pathStyle: true,
        retryOptions: { disableRetry: true },
      });
    });
    return this.#known;
  }

  async put(key: string, content: ObjectContent, expected?: ExpectedContent): Promise<Result<StoredContent, StorageRefusal>> {
    assertKey(key);
    const digest = new ContentDigest();
    const parts = partsOf(content, partSizeFor(expected?.size ?? 0))[Symbol.asyncIterator]();
    const first = await parts.next();
    const second = first.done === true ? first : await parts.next();
    const head = first.done === true ? new Uint8Array(0) : first.value;
    digest.add(head);
    return second.done === true ? this.#putWhole(key, head, digest, expected) : this.#putParts(key, [head, second.value], parts, digest, expected);
  }

  async #putWhole(key: string, body: Uint8Array, digest: ContentDigest, expected?: ExpectedContent): Promise<Result<StoredContent, StorageRefusal>> {
    const stored = digest.finish(expected);
    if (!stored.ok) return stored;
    const sum = md5(body);
    try {
      const headers = { 'Content-MD5': sum.toString('base64'), 'Content-Length': body.length, 'Content-Type': 'application/octet-stream' };
      const answer = await (await this.#client).makeRequestAsync({ method: 'PUT', bucketName: this.#bucket, objectName: key, headers }, Buffer.from(body), [200]);
      answer.resume();
      await this.#compare(key, stored.value.size, sum.toString('hex'));
      return stored;
    } catch (error) {
      return this.#refused(error);
    }
  }

  async #putParts(key: string, begun: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, digest: ContentDigest, expected?: ExpectedContent): Promise<Result<StoredContent, StorageRefusal>> {
    let upload: string | null = null;
    try {
      upload = await (await this.#client).initiateNewMultipartUpload(this.#bucket, key, { 'Content-Type': 'application/octet-stream' });
      const sent: SentPart[] = [];
      for (const [index, part] of begun.entries()) {
        if (index > 0) digest.add(part);
        sent.push(await this.#sendPart(key, upload, sent.length + 1, part));
      }
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
        digest.add(next.value);
        sent.push(await this.#sendPart(key, upload, sent.length + 1, next.value));
      }
      const stored = digest.finish(expected);
      if (!stored.ok) {
        await (await this.#client).abortMultipartUpload(this.#bucket, key, upload);
        return stored;
      }
      await (await this.#client).completeMultipartUpload(this.#bucket, key, upload, sent);
      upload = null;
      await this.#compare(key, stored.value.size, `${createHash('md5').update(Buffer.concat(sent.map(({ etag }) => Buffer.from(etag, 'hex')))).digest('hex')}-${sent.length}`);
      return stored;
    } catch (error) {
      if (upload !== null) await (await this.#client).abortMultipartUpload(this.#bucket, key, upload).catch(() => undefined); // else removeAbandoned takes it
      return this.#refused(error);
    }
  }

  async #sendPart(key: string, uploadID: string, partNumber: number, part: Uint8Array): Promise<SentPart> {
    const sum = md5(part);
    const headers = { 'Content-MD5': sum.toString('base64'), 'Content-Length': part.length };
    const { etag } = await (await this.#client).uploadPart({ bucketName: this.#bucket, objectName: key, uploadID, partNumber, headers }, Buffer.from(part));
    if (etag !== sum.toString('hex')) throw new StoreDiffers(`part ${partNumber}`);
    return { part: partNumber, etag };
  }

  /** What the store now says it holds must be what was sent. */
  async #compare(key: string, size: number, etag: string): Promise<void> {
    const found = await (await this.#client).statObject(this.#bucket, key);
    if (found.size !== size || found.etag !== etag) throw new StoreDiffers('object');
  }

  #refused(error: unknown): Result<never, StorageRefusal> {
    if (error instanceof StoreDiffers) return refuse({ code: 'content-differs', detail: 'The object store holds other bytes than were sent; send it again.' });
    const refusal = writeRefusal(error);
    if (refusal === null) throw error;
    return refuse(refusal);
  }

  async get(key: string, range?: ByteRange): Promise<Result<ObjectStream, StorageRefusal>> {
    const found = await this.stat(key);
    if (!found.ok) return found;
    const { size } = found.value;
    if (range === undefined) return ok({ size, stream: await (await this.#client).getObject(this.#bucket, key) });
    if (range.start >= size || (range.end ?? range.start) < range.start) {
      return refuse({ code: 'range-not-satisfiable', detail: `The object has ${size} bytes.`, facts: { size } });
    }
    const length = Math.min(range.end ?? size - 1, size - 1) - range.start + 1;
    return ok({ size, stream: await (await this.#client).getPartialObject(this.#bucket, key, range.start, length) });
  }

  async stat(key: string): Promise<Result<ObjectEntry, StorageRefusal>> {
    assertKey(key);
    try {
      return ok({ key, size: (await (await this.#client).statObject(this.#bucket, key)).size });
    } catch (error) {
      if (NOT_FOUND.has(errorCode(error))) return notFound;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<ObjectEntry> {
    const items: AsyncIterable<BucketItem> = (await this.#client).listObjectsV2(this.#bucket, prefix, true);
    for await (const item of items) if (item.name !== undefined) yield { key: item.name, size: item.size };
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    await (await this.#client).removeObject(this.#bucket, key);
  }

  async removeAbandoned(begunBefore: Date): Promise<number> {
    let removed = 0;
    const uploads: AsyncIterable<{ key: string; uploadId: string; initiated: Date }> = (await this.#client).listIncompleteUploads(this.#bucket, '', true);
    for await (const { key, uploadId, initiated } of uploads) {
      if (new Date(initiated) >= begunBefore) continue;
      await (await this.#client).abortMultipartUpload(this.#bucket, key, uploadId);
      removed += 1;
    }
    return removed;
  }

  async ping(): Promise<void> {
    if (!(await (await this.#client).bucketExists(this.#bucket))) throw new Error('the bucket of the object store does not exist');
  }

  /** Makes the bucket where it is missing (development and tests; production makes it with its own policy). */
  async makeBucket(): Promise<void> {
    if (!(await (await this.#client).bucketExists(this.#bucket))) await (await this.#client).makeBucket(this.#bucket);
  }
}
