import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { derivationOf, exportFolder, exportZip, folderSource, verifyExport, ZipFault, zipSource } from '../index.ts';
import { openLeaf, sampleFiles, sampleSnapshot, signExport, wholeExport } from './spec-cases/sample-snapshot.ts';
import { DERIVED_TAMPERINGS } from './spec-cases/tampering-derived.ts';
import { TAMPERINGS } from './spec-cases/tampering.ts';

// Making every format loads several libraries; on a busy machine that takes its time.
jest.setTimeout(60_000);

const run = promisify(execFile);
let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'export-spec-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Finished { readonly code: number; readonly text: string }
const verifyScript = async (): Promise<Finished> => {
  try {
    return { code: 0, text: (await run(process.execPath, ['verify.mjs'], { cwd: folder })).stdout };
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('code' in error) || !('stdout' in error)) throw error;
    return { code: Number(error.code), text: String(error.stdout) };
  }
};

/** What the script named, and what the command names of the same folder: both must say the same. */
const named = (text: string): string[] => text.split('\n').flatMap((line) => (line.split('\t').length === 3 ? [line.split('\t').slice(0, 2).join(' ')] : [])).sort();
async function differencesHere(): Promise<string[]> {
  const result = await verifyExport(folderSource(folder));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.differences.map(({ how, path }) => `${how} ${path}`).sort();
}

describe('verify.mjs', () => {
  it.each(TAMPERINGS)('finds what was changed: $name', async ({ change, opened, found }) => {
    const files = sampleFiles(opened);
    change(files);
    await unpack(files);
    const { code, text } = await verifyScript();
    expect(code).toBe(found.length === 0 ? 0 : 1);
    for (const item of found) expect(text).toContain(item.replace(' ', '\t'));
    expect(named(text)).toEqual(await differencesHere());
  });

  it.each(DERIVED_TAMPERINGS)('finds what was changed beside the record: $name', async ({ change, found }) => {
    const files = await wholeExport();
    change(files);
    await unpack(files);
    const { code, text } = await verifyScript();
    expect([code, text]).toEqual([found.length === 0 ? 0 : 1, text]);
    for (const item of found) expect(text).toContain(item.replace(' ', '\t'));
    expect(named(text)).toEqual(await differencesHere());
  });

  it('follows no link, even to the very bytes', async () => {
    const files = sampleFiles();
    await unpack(files);
    const path = 'dicom/C01-0001/C01-0001-L1/01_L1.dcm';
    await writeFile(join(folder, '..', 'outside.bin'), files.get(path) ?? '');
    await rm(join(folder, path));
    await symlink(join(folder, '..', 'outside.bin'), join(folder, path));
    expect((await verifyScript()).text).toContain(`unreadable\t${path}`);
    expect(await verifyExport(folderSource(folder))).toMatchObject({ ok: true, value: { differences: expect.arrayContaining([expect.objectContaining({ how: 'unreadable', path })]) as unknown } });
    await rm(join(folder, '..', 'outside.bin'));
  });

  it('checks the folder that is meant, and asks where two could be', async () => {
    const files = sampleFiles();
    await unpack(files);
    const trusted = await mkdtemp(join(tmpdir(), 'trusted-'));
    const script = join(trusted, 'verify.mjs');
    const said = (args: readonly string[], cwd: string) => run(process.execPath, [script, ...args], { cwd }).then(() => 0, (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : -1));
    await writeFile(script, files.get('verify.mjs') ?? '');
    expect([await said([folder], trusted), await said([], folder), await said([], trusted)]).toEqual([0, 0, 2]);
    await writeFile(join(folder, 'splits.tsv'), 'x');
    expect([await said([folder], trusted), await said([], folder)]).toEqual([1, 1]);
    expect([await said(['--rot', 'a'], folder), await said(['--root'], folder), await said([folder, folder], trusted)]).toEqual([2, 2, 2]);
    // A second export around the script: which is meant cannot be told.
    await writeFile(join(trusted, 'MANIFEST.sha256'), '');
    expect(await said([], folder)).toBe(2);
    await rm(trusted, { recursive: true });
  });

  it('agrees with sha256sum', async () => {
    await unpack(sampleFiles(true));
    expect((await run('sha256sum', ['-c', '--quiet', 'MANIFEST.sha256'], { cwd: folder })).stdout).toBe('');
  });
});

describe('exportZip', () => {
  const sample = sampleSnapshot();
  const open = openLeaf(sample);

  it('is verified from the zip as from the folder, and is the same bytes each time', async () => {
    const shares: number[] = [];
    const derivation = await derivationOf(sample.manifest, open);
    if (!derivation.ok) throw new Error(derivation.refusal.code);
    const options = { derivation: derivation.value, sign: signExport };
    const bytes = await bytesOf(exportZip(sample.manifest, open, { ...options, onProgress: (share) => shares.push(share) }));
    await writeFile(join(folder, 'export.zip'), bytes);
    const source = await zipSource(join(folder, 'export.zip'));
    expect(await verifyExport(source)).toMatchObject({ ok: true, value: { differences: [], root: sample.manifest.record.root } });
    await source.close();
    expect(shares.at(-1)).toBe(1);
    expect(bytes.equals(await bytesOf(exportZip(sample.manifest, open, options)))).toBe(true);
  });

  it('fails, instead of making a wrong export, when storage gives other bytes or none', async () => {
    const wrong = exportZip(sample.manifest, (leaf) => (leaf.path.endsWith('.dcm') ? Promise.resolve(Readable.from([Buffer.alloc(leaf.size)])) : open(leaf)));
    await expect(bytesOf(wrong)).rejects.toThrow(/not the one that was locked/);
    await expect(bytesOf(exportZip(sample.manifest, () => Promise.reject(new Error('gone'))))).rejects.toThrow('gone');
  });

  it('is unpacked by the ordinary tools', async () => {
    await writeFile(join(folder, 'export.zip'), await bytesOf(exportZip(sample.manifest, open)));
    await run('python3', ['-m', 'zipfile', '-e', 'export.zip', 'out'], { cwd: folder });
    expect(await verifyExport(folderSource(join(folder, 'out')))).toMatchObject({ ok: true, value: { differences: [] } });
  });
});

describe('exportFolder', () => {
  const sample = sampleSnapshot();
  it('writes the same files as the zip, and nothing at all when it cannot write all', async () => {
    const derivation = await derivationOf(sample.manifest, openLeaf(sample));
    if (!derivation.ok) throw new Error(derivation.refusal.code);
    await exportFolder(sample.manifest, openLeaf(sample), join(folder, 'export'), { derivation: derivation.value, sign: signExport });
    expect(await verifyExport(folderSource(join(folder, 'export')))).toMatchObject({ ok: true, value: { differences: [] } });
    await expect(exportFolder(sample.manifest, () => Promise.reject(new Error('disk full')), join(folder, 'second'))).rejects.toThrow('disk full');
    expect(await readdir(folder)).toEqual(['export']);
  });
});

describe('zipSource', () => {
  async function zipOf(change: (zip: ZipFile) => void, patch: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
    const zip = new ZipFile();
    change(zip);
    zip.end();
    const file = join(folder, 'x.zip');
    await writeFile(file, patch(await bytesOf(Readable.from(zip.outputStream as AsyncIterable<Buffer>))));
    return file;
  }
  const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
  /** The zip with everything in it said to lie some bytes further on. */
  function moved(bytes: Buffer, by: number): Buffer {
    for (let at = bytes.indexOf(CENTRAL); at >= 0; at = bytes.indexOf(CENTRAL, at + 1)) bytes.writeUInt32LE(bytes.readUInt32LE(at + 42) + by, at + 42);
    bytes.writeUInt32LE(bytes.readUInt32LE(bytes.length - 6) + by, bytes.length - 6);
    return bytes;
  }
  const swapText = (from: string, to: string) => (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

  it.each<[string, (bytes: Buffer) => Buffer, ZipFault['code']]>([
    ['a name with ..', swapText('ab/c', '../c'), 'zip-path-unsafe'],
    ['an absolute name', swapText('ab/c', '/abc'), 'zip-path-unsafe'],
    ['a name with a backslash', swapText('ab/c', 'ab\\c'), 'zip-path-unsafe'],
    ['one name twice', swapText('dd/e', 'ab/c'), 'zip-path-twice'],
    ['a cut file', (bytes) => bytes.subarray(0, bytes.length - 10), 'zip-unreadable'],
    ['no zip', () => Buffer.from('hello, this is no zip at all, only text'), 'zip-unreadable'],
    ['an empty file', () => Buffer.alloc(0), 'zip-unreadable'],
    ['bytes after its end', (bytes) => Buffer.concat([bytes, Buffer.from('more')]), 'zip-unreadable'],
    ['bytes before its first entry', (bytes) => Buffer.concat([Buffer.from('#!'), moved(bytes, 2)]), 'zip-unreadable'],
    ['entries that share bytes', (bytes) => { bytes.writeUInt32LE(0, bytes.lastIndexOf(CENTRAL) + 42); return bytes; }, 'zip-unreadable'],
  ])('refuses %s', async (_, patch, code) => {
    const file = await zipOf((zip) => { zip.addBuffer(Buffer.from('1'), 'ab/c'); zip.addBuffer(Buffer.from('2'), 'dd/e'); }, patch);
    await expect(zipSource(file)).rejects.toMatchObject({ name: 'ZipFault', code });
  });

  it('refuses a file and a folder of one name', async () => {
    const file = await zipOf((zip) => { zip.addBuffer(Buffer.from('1'), 'ab/c'); zip.addEmptyDirectory('ab/d'); }, swapText('ab/d', 'ab/c'));
    await expect(zipSource(file)).rejects.toMatchObject({ name: 'ZipFault', code: 'zip-path-twice' });
  });

  it('refuses a link, and an entry whose own header has another name', async () => {
    const link = await zipOf((zip) => { zip.addBuffer(Buffer.from('/etc/passwd'), 'ab/c', { mode: 0o120777 }); });
    await expect(zipSource(link)).rejects.toMatchObject({ code: 'zip-path-unsafe' });
    const twofold = await zipOf((zip) => { zip.addBuffer(Buffer.from('1'), 'SNAPSHOT.json'); }, (bytes) => Buffer.from(bytes.toString('latin1').replace('SNAPSHOT', '../shots'), 'latin1'));
    const source = await zipSource(twofold);
    await expect((async () => { for await (const chunk of source.read('SNAPSHOT.json')) expect(chunk).toBeDefined(); })()).rejects.toMatchObject({ code: 'zip-path-unsafe' });
    await source.close();
  });

  it('refuses a directory that promises more files than it can hold', async () => {
    const file = await zipOf((zip) => { zip.addBuffer(Buffer.from('1'), 'ab/c'); }, (bytes) => { bytes.writeUInt16LE(60_000, bytes.length - 12); return bytes; });
    await expect(zipSource(file)).rejects.toMatchObject({ code: 'zip-unreadable' });
  });

  it('reads zip64 as well', async () => {
    const zip = new ZipFile();
    for (const [path, bytes] of sampleFiles()) zip.addBuffer(Buffer.from(bytes), path, { forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: '' });
    await writeFile(join(folder, 'wide.zip'), await bytesOf(Readable.from(zip.outputStream as AsyncIterable<Buffer>)));
    const source = await zipSource(join(folder, 'wide.zip'));
    expect(await verifyExport(source)).toMatchObject({ ok: true, value: { differences: [] } });
    await source.close();
  });
});
