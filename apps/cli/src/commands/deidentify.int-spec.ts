/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCli } from '../cli.ts';
import { openLedger } from './deidentify/ledger.ts';

const SAMPLES = join(__dirname, '..', '..', '..', '..', 'libs', 'deidentification', 'test-files');
const CLEANABLE = 'dcm4che_YBR_FULL-RLE.dcm';
const OTHER = 'OBXXXX1A_rle_2frame.dcm';
const digest = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

let folder = '';
let printed = '';

async function cli(...args: readonly string[]): Promise<number> {
  printed = '';
  const say = (text: string): void => { printed += text; };
  return runCli(args, { out: say, err: say, cwd: folder, env: {} });
}

async function filesUnder(path: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(join(folder, path), { withFileTypes: true });
  const nested = await Promise.all(entries.map(async (entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name), `${prefix}${entry.name}/`) : [prefix + entry.name])));
  return nested.flat().sort();
}

const reportLine = z.object({ input: z.string(), status: z.string(), codes: z.array(z.string()), output: z.string().optional(), sha256: z.string().optional() });
const mapOf = async (path: string): Promise<Record<string, string>> => z.record(z.string(), z.string()).parse(JSON.parse(await readFile(join(folder, path), 'utf8')));
const reportOf = async (path: string): Promise<z.infer<typeof reportLine>[]> => (await readFile(join(folder, path), 'utf8')).trim().split('\n').map((line) => reportLine.parse(JSON.parse(line)));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-cli-'));
  await mkdir(join(folder, 'in', 'Doe. John', '王 伟'), { recursive: true });
  await copyFile(join(SAMPLES, CLEANABLE), join(folder, 'in', 'Doe. John', '王 伟', 'DOE%.dcm'));
  await cli('keygen', 'key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const deidentify = (...more: readonly string[]): Promise<number> => cli('deidentify', 'in', 'out', '--key-file', 'key', '--centre', 'C03', '--ocr', 'off', ...more);

describe('keygen', () => {
  it('writes 32 bytes in base64 for its owner alone and never overwrites', async () => {
    const text = await readFile(join(folder, 'key'), 'utf8');
    expect(Buffer.from(text, 'base64')).toHaveLength(32);
    expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600);
    expect(await cli('keygen', 'key')).toBe(2);
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe(text);
  });
});

describe('deidentify', () => {
  it('writes clean files under mapped names only, the map and the report', async () => {
    expect(await deidentify('--report', 'report.jsonl')).toBe(0);
    const map = await mapOf('out/map.json');
    const [line] = await reportOf('report.jsonl');
    expect(map).toEqual({ 'Doe. John/王 伟/DOE%.dcm': line?.output });
    expect(line).toMatchObject({ input: digest('Doe. John/王 伟/DOE%.dcm'), status: 'clean', codes: [] });
    expect(line?.output).toMatch(/^C03-\d{12}\/2\.25\.\d+\.dcm$/);
    expect(line?.sha256).toBe(digest(await readFile(join(folder, 'out', line?.output ?? ''))));
    const written = await filesUnder('out');
    expect(written).toEqual(['.journal.jsonl', line?.output ?? '', 'map.json']);
    expect((await readdir(folder)).sort()).toEqual(['in', 'key', 'out', 'report.jsonl']);
    for (const path of written.filter((name) => name !== 'map.json')) expect((await readFile(join(folder, 'out', path))).toString('latin1') + path).not.toMatch(/DOE|Doe|S61289|20161017/);
    expect(printed + (await readFile(join(folder, 'report.jsonl'), 'utf8'))).not.toMatch(/DOE|Doe|S61289|2016/);
    expect(printed).toContain('Text inside the ultrasound regions was not searched for');
  });

  it('gives the same bytes again, goes on where it stopped, and removes what a killed run left', async () => {
    await deidentify();
    const before = await Promise.all((await filesUnder('out')).map(async (path) => [path, digest(await readFile(join(folder, 'out', path)))]));
    await writeFile(join(folder, 'out', '.tmp-0123456789abcdef'), 'half a file');
    expect(await deidentify()).toBe(0);
    expect(await Promise.all((await filesUnder('out')).map(async (path) => [path, digest(await readFile(join(folder, 'out', path)))]))).toEqual(before);
    const output = (await filesUnder('out')).find((path) => path.endsWith('.dcm')) ?? '';
    await rm(join(folder, 'out', output));
    await deidentify();
    expect(await filesUnder('out')).toContain(output);
  });

  it('cleaning clean files gives the same files', async () => {
    await deidentify();
    await cli('deidentify', 'out', 'again', '--key-file', 'key', '--centre', 'C03', '--ocr', 'off');
    const output = (await filesUnder('out')).filter((path) => path.endsWith('.dcm'));
    expect((await filesUnder('again')).filter((path) => path.endsWith('.dcm'))).toEqual(output);
    for (const path of output) expect((await readFile(join(folder, 'again', path))).equals(await readFile(join(folder, 'out', path)))).toBe(true);
  });

  it('does not follow links, and holds or refuses all that is no ultrasound image', async () => {
    await writeFile(join(folder, 'secret.dcm'), await readFile(join(SAMPLES, OTHER)));
    await symlink(join(folder, 'secret.dcm'), join(folder, 'in', 'link.dcm'));
    await symlink(folder, join(folder, 'in', 'loop'));
    await copyFile(join(SAMPLES, 'image_dfl.dcm'), join(folder, 'in', 'capture.dcm'));
    await writeFile(join(folder, 'in', 'notes.txt'), 'John Doe');
    await writeFile(join(folder, 'in', 'empty.dcm'), '');
    expect(await deidentify('--report', 'report.jsonl')).toBe(1);
    const byInput = new Map((await reportOf('report.jsonl')).map((line) => [line.input, [line.status, ...line.codes]]));
    expect(byInput.get(digest('link.dcm'))).toEqual(['refused', 'not-a-regular-file']);
    expect(byInput.get(digest('loop'))).toEqual(['refused', 'not-a-regular-file']);
    expect(byInput.get(digest('capture.dcm'))).toEqual(['held', 'sop-class-not-accepted']);
    expect(byInput.get(digest('notes.txt'))).toEqual(['refused', 'not-dicom']);
    expect(byInput.get(digest('empty.dcm'))).toEqual(['refused', 'not-dicom']);
    expect(Object.keys(await mapOf('out/map.json'))).toHaveLength(1);
  });

  it('reports the same image with other content and overwrites nothing', async () => {
    await deidentify();
    const [first = ''] = (await filesUnder('out')).filter((path) => path.endsWith('.dcm'));
    const before = await readFile(join(folder, 'out', first));
    const changed = await readFile(join(SAMPLES, CLEANABLE));
    changed.write('1', changed.indexOf('12.23'));
    changed.write('9', changed.indexOf('12.23') + 1);
    await writeFile(join(folder, 'in', 'zz-changed.dcm'), changed);
    expect(await deidentify('--report', 'report.jsonl')).toBe(1);
    expect((await readFile(join(folder, 'out', first))).equals(before)).toBe(true);
    expect((await reportOf('report.jsonl')).find(({ input }) => input === digest('zz-changed.dcm'))?.codes).toContain('other-content-same-image');
  });

  it('reports two spellings of one patient number for a person to join', async () => {
    const other = await readFile(join(SAMPLES, CLEANABLE));
    const at = other.indexOf('S61289.1476739615');
    other.write('s61289.1476739615', at);
    const uid = other.indexOf(Buffer.from([8, 0, 0x18, 0])) + 8;
    other.write('9', uid + 4);
    await writeFile(join(folder, 'in', 'other.dcm'), other);
    expect(await deidentify('--report', 'report.jsonl')).toBe(1);
    const lines = await reportOf('report.jsonl');
    expect(lines.map(({ codes }) => codes.includes('patient-number-variant'))).toEqual([true, true]);
    expect(new Set(lines.map(({ output }) => output?.slice(0, 16))).size).toBe(2);
  });

  it('keeps another centre\'s patient of the same number apart', async () => {
    await deidentify();
    await cli('deidentify', 'in', 'elsewhere', '--key-file', 'key', '--centre', 'C04', '--ocr', 'off');
    const [here, there] = [await filesUnder('out'), await filesUnder('elsewhere')].map((paths) => paths.find((path) => path.endsWith('.dcm'))?.slice(4, 16));
    expect(here).not.toBe(there);
  });

  it('keeps an encrypted ledger that only the key opens', async () => {
    expect(await deidentify('--ledger', 'ledger.bin')).toBe(0);
    const [sealed, key] = [await readFile(join(folder, 'ledger.bin')), Buffer.from(await readFile(join(folder, 'key'), 'utf8'), 'base64')];
    expect(sealed.includes('S61289')).toBe(false);
    const opened = openLedger(sealed, key);
    const [entry] = Object.values(opened.ok ? opened.value.subjects : {});
    expect(Buffer.from(entry?.number ?? '', 'base64').toString()).toContain('S61289');
    expect(openLedger(sealed, Buffer.alloc(32)).ok).toBe(false);
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
    expect(openLedger(sealed, key).ok).toBe(false);
    await cli('keygen', 'other-key');
    expect(await cli('deidentify', 'in', 'out2', '--key-file', 'other-key', '--ledger', 'ledger.bin')).toBe(2);
  });

  it('opens the ledger into a table for its owner alone', async () => {
    await deidentify('--ledger', 'ledger.bin');
    expect(await cli('ledger', 'export', 'ledger.bin', 'table.csv', '--key-file', 'key')).toBe(0);
    expect(printed).not.toMatch(/DOE|S61289/);
    const table = await readFile(join(folder, 'table.csv'), 'utf8');
    expect(table.split('\r\n')[1]).toMatch(/^C03-\d{12},S61289\.1476739615,.*DOE.*,-\d+$/);
    expect((await stat(join(folder, 'table.csv'))).mode & 0o777).toBe(0o600);
    expect(await cli('ledger', 'export', 'ledger.bin', 'table.csv', '--key-file', 'key')).toBe(2);
  });

  it('takes a file whose time changed anew and an unreadable output folder as a fault', async () => {
    await deidentify();
    await utimes(join(folder, 'in', 'Doe. John', '王 伟', 'DOE%.dcm'), 1, 1);
    expect(await deidentify()).toBe(0);
    await writeFile(join(folder, 'flat'), '');
    expect(await cli('deidentify', 'in', 'flat/out', '--key-file', 'key')).toBe(2);
    expect(printed).not.toMatch(/Doe|at .*\.ts/);
  });

  it.each([
    ['no key', ['in', 'out']], ['a missing key file', ['in', 'out', '--key-file', 'none']], ['no output', ['in', '--key-file', 'key']], ['the output inside the input', ['in', 'in/out', '--key-file', 'key']],
    ['a missing input', ['none', 'out', '--key-file', 'key']], ['a wrong centre', ['in', 'out', '--key-file', 'key', '--centre', '../x']], ['an unknown option', ['in', 'out', '--key-file', 'key', '--what']],
    ['a key file that is none', ['in', 'out', '--key-file', 'in/Doe. John/王 伟/DOE%.dcm']], ['another policy', ['in', 'out', '--key-file', 'key', '--policy', 'key']],
  ])('answers %s with one sentence and exit 2', async (_what, args) => {
    expect(await cli('deidentify', ...args)).toBe(2);
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(printed).not.toMatch(/Doe|John/);
  });

  it('accepts the policy that "policy" prints', async () => {
    await cli('policy', '--format', 'json');
    await writeFile(join(folder, 'policy.json'), printed);
    expect(await deidentify('--policy', 'policy.json')).toBe(0);
  });
});

describe('inspect', () => {
  it('prints what the checks read and no identifier', async () => {
    await chmod(join(folder, 'key'), 0o600);
    expect(await cli('inspect', 'in/Doe. John/王 伟/DOE%.dcm')).toBe(1);
    expect(printed).toContain('640x480');
    expect(printed).toContain('not clean (identifiable): ');
    expect(printed).toContain('0010,0010');
    expect(printed).not.toMatch(/DOE|Doe|S61289|2016/);
  });

  it('calls a clean file clean', async () => {
    await deidentify();
    const [output = ''] = (await filesUnder('out')).filter((path) => path.endsWith('.dcm'));
    expect(await cli('inspect', join('out', output), '--json')).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ files: [{ clean: true, refused: null }] });
  });
});

describe('the command line', () => {
  it.each([[[], 2], [['help'], 0], [['nonsense'], 2], [['deidentify', '--help'], 0], [['policy', '--format', 'pdf'], 2]])('%j ends with %i', async (args, code) => expect(await cli(...args)).toBe(code));
});
