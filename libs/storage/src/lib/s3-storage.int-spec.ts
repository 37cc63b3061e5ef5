import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Client } from 'minio';
import { S3Storage } from './s3-storage.ts';
import { storageContract } from './spec-cases/storage-contract.ts';

function asObject(line: string): object {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error('the S3 helper wrote something else than an object');
  return value;
}

const field = (line: object, name: string): string | null => {
  const value: unknown = Object.entries(line).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : null;
};

const SERVER = join(process.cwd(), 'tools/s3-server.mjs');
const missing = field(asObject(execFileSync(process.execPath, [SERVER, '--check'], { encoding: 'utf8' })), 'skipped');
if (missing !== null) {
  if (process.env['S3_TESTS_REQUIRED'] === '1') throw new Error(`S3 tests are required: ${missing}`);
  process.stderr.write(`S3 tests skipped: ${missing}\n`);
}
const withServer = missing === null ? describe : describe.skip;

async function firstLine(child: ChildProcess): Promise<object> {
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) return asObject(line);
  throw new Error('the S3 server ended without a word');
}

withServer('objects in an S3 service', () => {
  let helper: ChildProcess;
  let storage: S3Storage;
  let options: ConstructorParameters<typeof S3Storage>[0];

  beforeAll(async () => {
    helper = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const line = await firstLine(helper);
    const [endpoint, accessKey, secretKey] = ['endpoint', 'accessKey', 'secretKey'].map((name) => field(line, name));
    if (!endpoint || !accessKey || !secretKey) throw new Error(field(line, 'skipped') ?? 'S3_TEST_ENDPOINT needs S3_TEST_ACCESS_KEY and S3_TEST_SECRET_KEY');
    options = { endpoint: new URL(endpoint), bucket: 'echocohort-test', accessKey, secretKey, region: 'us-east-1' };
    storage = new S3Storage(options);
    await storage.makeBucket();
  }, 60_000);
  afterAll(async () => {
    const ended = new Promise((done) => helper.once('exit', done));
    helper.stdin?.end();
    if (helper.exitCode === null) await ended;
  });

  storageContract(() => storage, `contract-${Date.now()}`);

  it('an upload begun and left is no object, and can be cleared', async () => {
    const { endpoint, bucket, accessKey, secretKey, region } = options;
    const client = new Client({ endPoint: endpoint.hostname, port: Number(endpoint.port), useSSL: false, accessKey, secretKey, region });
    const key = `abandoned-${Date.now()}/one`;
    const uploadID = await client.initiateNewMultipartUpload(bucket, key, {});
    await client.uploadPart({ bucketName: bucket, objectName: key, uploadID, partNumber: 1, headers: {} }, Buffer.alloc(6 * 1024 * 1024, 1));
    expect(await storage.stat(key)).toMatchObject({ ok: false, refusal: { code: 'object-not-found' } });
    expect(await storage.removeAbandoned(new Date(Date.now() - 60_000))).toBe(0);
    expect(await storage.removeAbandoned(new Date(Date.now() + 60_000))).toBe(1);
    expect(await storage.removeAbandoned(new Date(Date.now() + 60_000))).toBe(0);
  });

  it('says when the bucket is missing', async () => {
    await expect(new S3Storage({ ...options, bucket: 'not-there' }).ping()).rejects.toThrow('does not exist');
  });
});

describe('a store that does not answer, or answers wrongly', () => {
  const at = (port: number) => new S3Storage({ endpoint: new URL(`http://127.0.0.1:${port}`), bucket: 'bucket', accessKey: 'a', secretKey: 'b', region: 'us-east-1' });
  const listen = (server: Server): Promise<number> => new Promise((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    done(typeof address === 'object' && address !== null ? address.port : 0);
  }));

  it('no connection is the refusal storage-unavailable', async () => {
    expect(await at(1).put('objects/aa/x', Buffer.from('x'))).toMatchObject({ ok: false, refusal: { code: 'storage-unavailable' } });
  });

  it('other bytes than were sent are the refusal content-differs', async () => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(200, { etag: '"00000000000000000000000000000000"', 'content-length': '0', 'last-modified': new Date(0).toUTCString() }).end());
    });
    const port = await listen(server);
    expect(await at(port).put('objects/aa/x', Buffer.from('x'))).toMatchObject({ ok: false, refusal: { code: 'content-differs' } });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it('a full store is the refusal storage-full', async () => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(507, { 'content-type': 'application/xml' }).end('<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>'));
    });
    const port = await listen(server);
    expect(await at(port).put('objects/aa/x', Buffer.from('x'))).toMatchObject({ ok: false, refusal: { code: 'storage-full' } });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});
