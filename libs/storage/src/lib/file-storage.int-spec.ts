import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStorage, type OpenFile } from './file-storage.ts';
import { storageContract } from './spec-cases/storage-contract.ts';

let root: string;
let storage: FileStorage;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'echocohort-files-'));
  storage = new FileStorage(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('objects as files', () => {
  storageContract(() => storage, 'contract');

  it('leaves no temporary file after all of that', async () => {
    expect(await readdir(join(root, '.incoming'))).toEqual([]);
  });
});

/** A disk that takes the first piece and then fails as a full one does. */
const fullDisk = (code: string): OpenFile => async (path, flags, mode) => {
  const file = await open(path, flags, mode);
  return { write: () => Promise.reject(Object.assign(new Error(code), { code })), sync: () => file.sync(), datasync: () => file.datasync(), close: () => file.close() };
};

describe('trouble with the disk', () => {
  it.each([['ENOSPC', 'storage-full'], ['EDQUOT', 'storage-full'], ['EIO', 'storage-unavailable'], ['EROFS', 'storage-unavailable']])('%s is the refusal %s, and nothing is left', async (code, refusal) => {
    const failing = new FileStorage(root, fullDisk(code));
    expect(await failing.put('objects/aa/full', Buffer.from('x'))).toMatchObject({ ok: false, refusal: { code: refusal } });
    expect(await readdir(join(root, '.incoming'))).toEqual([]);
    expect(await storage.stat('objects/aa/full')).toMatchObject({ ok: false });
  });

  it.each([['in the middle of a long object', 3], ['at its end', 1]])('a disk that takes bytes and cannot keep them, found %s, is refused too', async (_, times) => {
    const lying: OpenFile = async (path, flags, mode) => {
      const file = await open(path, flags, mode);
      return { write: (piece: Uint8Array) => Promise.resolve({ bytesWritten: piece.length, buffer: piece }), sync: () => file.sync(), datasync: () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })), close: () => file.close() } as Awaited<ReturnType<OpenFile>>;
    };
    const piece = Buffer.alloc(1 << 26);
    const content = async function* content(): AsyncGenerator<Uint8Array> {
      await Promise.resolve();
      for (let time = 0; time < times; time++) yield piece;
    };
    expect(await new FileStorage(root, lying).put('objects/aa/lost', content())).toMatchObject({ ok: false, refusal: { code: 'storage-unavailable' } });
    expect(await readdir(join(root, '.incoming'))).toEqual([]);
    expect(await storage.stat('objects/aa/lost')).toMatchObject({ ok: false });
  });

  it('an error that nobody expects is thrown', async () => {
    await expect(new FileStorage(root, fullDisk('EBADF')).put('objects/aa/odd', Buffer.from('x'))).rejects.toThrow('EBADF');
  });
});

describe('a process killed in the middle of an upload', () => {
  it('leaves no object, and its leftover goes once it is old', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'echocohort-killed-'));
    await mkdir(join(folder, '.incoming'));
    const writer = spawn(process.execPath, ['-e', `
      const { openSync, writeSync } = require('node:fs');
      const file = openSync(${JSON.stringify(join(folder, '.incoming', 'half'))}, 'wx');
      writeSync(file, Buffer.alloc(1000));
      process.kill(process.pid, 'SIGKILL');`]);
    await new Promise((done) => writer.once('exit', done));
    const killed = new FileStorage(folder);
    const found: string[] = [];
    for await (const { key } of killed.list('')) found.push(key);
    expect(found).toEqual([]);
    expect(await readdir(join(folder, '.incoming'))).toEqual(['half']);
    expect(await killed.removeAbandoned(new Date(Date.now() - 60_000))).toBe(0);
    await utimes(join(folder, '.incoming', 'half'), new Date(0), new Date(0));
    await writeFile(join(folder, '.incoming', 'young'), 'x');
    expect(await killed.removeAbandoned(new Date(Date.now() - 60_000))).toBe(1);
    expect(await readdir(join(folder, '.incoming'))).toEqual(['young']);
    await rm(folder, { recursive: true, force: true });
  });
});
