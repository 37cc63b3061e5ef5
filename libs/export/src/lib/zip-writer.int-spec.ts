import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSource } from '../index.ts';
import { ZipWriter, type ZipLimits } from './zip-writer.ts';

// What the writer packs, as our own reader and Python's read it.

const run = promisify(execFile);
const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasJar = spawnSync('jar', ['--version']).status === 0;
/** Python's own reader, where there is one. */
const inPython = hasPython ? it : it.skip;
const unlessSkipped = hasPython ? '' : ' (skipped: no python3 on the PATH)';
let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'zip-writer-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function zipped(name: string, fill: (zip: ZipWriter) => Promise<void>, limits: Partial<ZipLimits> = {}): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  const zip = new ZipWriter(async (bytes) => { await file.writev([bytes]); }, { wholeUpTo: 1 << 20, wideFrom: 2 ** 32 - 1, manyFrom: 2 ** 16 - 1, ...limits });
  try {
    await fill(zip);
    await zip.end();
  } finally {
    await file.close();
  }
  return path;
}

const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const textual = (length: number): Buffer => Buffer.from('行 row\tcell\n'.repeat(Math.ceil(length / 13))).subarray(0, length);
const FILES: readonly (readonly [path: string, bytes: Buffer, compress: boolean])[] = [
  ['empty.txt', Buffer.alloc(0), true], ['empty.bin', Buffer.alloc(0), false], ['中文/名 字.tsv', textual(1000), true],
  ['just.whole', textual(1 << 20), true], ['streamed.tsv', textual((1 << 20) + 1), true], ['streamed.bin', textual(3_000_001), false], ['last.bin', textual(70_000), false],
];

describe('a zip', () => {
  it('holds files of every size, packed or not, for our reader', async () => {
    const path = await zipped('all.zip', async (zip) => { for (const [name, bytes, compress] of FILES) await zip.add(name, pieces(bytes, 65_536), compress); });
    const source = await zipSource(path);
    expect([...(await source.list())]).toEqual(FILES.map(([name, bytes]) => ({ path: name, size: bytes.length })));
    for (const [name, bytes] of FILES) {
      const found: Uint8Array[] = [];
      for await (const chunk of source.read(name)) found.push(chunk);
      expect([name, sum(Buffer.concat(found))]).toEqual([name, sum(bytes)]);
    }
    await source.close();
  });

  inPython(`holds the same for Python's reader${unlessSkipped}`, async () => {
    const path = await zipped('python.zip', async (zip) => { for (const [name, bytes, compress] of FILES) await zip.add(name, pieces(bytes, 65_536), compress); });
    const { stdout } = await run('python3', ['-c', 'import sys,zipfile,hashlib\nz=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None\nfor i in z.infolist(): print(hashlib.sha256(z.read(i)).hexdigest(), oct(i.external_attr>>16), i.date_time[0])', path]);
    expect(stdout.trimEnd().split('\n')).toEqual(FILES.map(([, bytes]) => `${sum(bytes)} 0o100644 2020`));
  });

  // Java's reader goes from entry to entry without the directory, as a reader of a stream does.
  (hasJar ? it : it.skip)(`holds the same for a reader that goes from the first byte to the last${hasJar ? '' : ' (skipped: no jar on the PATH)'}`, async () => {
    const [out, path] = [join(folder, 'out'), await zipped('java.zip', async (zip) => { for (const [name, bytes, compress] of FILES) await zip.add(name, pieces(bytes, 65_536), compress); })];
    await mkdir(out);
    await run('jar', ['xf', path], { cwd: out, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    for (const [name, bytes] of FILES) expect([name, sum(await readFile(join(out, name)))]).toEqual([name, sum(bytes)]);
  }, 60_000);

  it('is the same bytes however its content is cut', async () => {
    const made = await Promise.all([1000, 65_536].map((size) => zipped(`cut-${size}.zip`, async (zip) => { for (const [name, bytes, compress] of FILES) await zip.add(name, pieces(bytes, size), compress); })));
    const [one, other] = await Promise.all(made.map((path) => readFile(path)));
    expect(one && other && one.equals(other)).toBe(true);
  });

  it('holds more files than sixteen bits count', async () => {
    const path = await zipped('many.zip', async (zip) => { for (let at = 0; at < 66_000; at++) await zip.add(`f${at}`, pieces(Buffer.from([at & 255]), 1), false); });
    const source = await zipSource(path);
    expect([...(await source.list())]).toHaveLength(66_000);
    for await (const chunk of source.read('f65999')) expect([...chunk]).toEqual([65_999 & 255]);
    await source.close();
    if (hasPython) expect((await run('python3', ['-c', 'import sys,zipfile\nprint(len(zipfile.ZipFile(sys.argv[1]).infolist()))', path])).stdout.trim()).toBe('66000');
  }, 60_000);

  it.each([['sizes, places and counts', { wideFrom: 1000, manyFrom: 3 }], ['places beyond the middle alone', { wideFrom: 2_000_000, manyFrom: 100 }]])('is read where 64 bits stand for %s, with sizes known or not', async (_, limits) => {
    for (const known of [true, false]) {
      const path = await zipped(`wide-${String(known)}.zip`, async (zip) => { for (const [name, bytes, compress] of FILES) await zip.add(name, pieces(bytes, 65_536), compress, known ? bytes.length : null); }, limits);
      const source = await zipSource(path);
      expect([...(await source.list())]).toEqual(FILES.map(([name, bytes]) => ({ path: name, size: bytes.length })));
      for (const [name, bytes] of FILES) {
        const found: Uint8Array[] = [];
        for await (const chunk of source.read(name)) found.push(chunk);
        expect([name, sum(Buffer.concat(found))]).toEqual([name, sum(bytes)]);
      }
      await source.close();
      if (hasPython) expect((await run('python3', ['-c', 'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1]);print(z.testzip(), len(z.infolist()))', path])).stdout.trim()).toBe(`None ${FILES.length}`);
    }
  });

  it.each([true, false])('fails with the error of what it was to hold (packed: %s)', async (compress) => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(textual(2_000_000));
      throw new Error('the disk is gone');
    }
    await expect(zipped('broken.zip', (zip) => zip.add('a', broken(), compress))).rejects.toThrow('the disk is gone');
  });
});
