import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deidentify } from './index.ts';
import { allCases } from './spec-cases/all-cases.ts';

const options = { key: new Uint8Array(32).fill(3), subjectCode: 'C03-0142' };
const REAL = ['OBXXXX1A_rle_2frame.dcm', 'JPGLosslessP14SV1_1s_1f_8b.dcm', 'dcm4che_YBR_FULL-RLE.dcm'];

const isInstalled = (program: string): boolean => spawnSync(program, ['--version'], { encoding: 'latin1' }).error === undefined;
function withTool(program: string, what: string, check: () => Promise<void>): void {
  if (isInstalled(program)) it(what, check, 120_000);
  else it.skip(`${what} (skipped: ${program} of Debian's dicom3tools or dcmtk is not installed)`, check);
}

let folder = '';
let files: readonly (readonly [name: string, source: Uint8Array, clean: Uint8Array])[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-clean-'));
  const real = await Promise.all(REAL.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(__dirname, '..', 'test-files', name))) })));
  files = [...allCases('1'), ...real].flatMap(({ name, bytes }) => {
    const result = deidentify(bytes, options);
    return result.ok ? [[name, bytes, result.value.bytes] as const] : [];
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Error lines of dicom3tools' validator, without values. */
async function errorsOf(name: string, bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return spawnSync('dciodvfy', [path], { encoding: 'latin1' }).stderr.split('\n').filter((line) => line.startsWith('Error')).map((line) => line.replace(/<[^>]*>/g, '<>'));
}

describe('clean files to other people\'s programs', () => {
  withTool('dciodvfy', 'dciodvfy finds no error that the source did not have', async () => {
    expect(files.length).toBeGreaterThan(60);
    const found: Record<string, string[]> = {};
    for (const [name, source, clean] of files) {
      // The validator stops inside a deflated source, so it cannot say what was wrong with it.
      if (name === 'ts-deflated') continue;
      const before = new Set(await errorsOf('source.dcm', source));
      const more = (await errorsOf('clean.dcm', clean)).filter((line) => !before.has(line));
      if (more.length > 0) found[name] = more;
    }
    expect(found).toEqual({});
  });

  withTool('dcmdump', 'dcmtk reads each, with the pixels', async () => {
    const unreadable: string[] = [];
    for (const [name, , clean] of files) {
      const path = join(folder, 'clean.dcm');
      await writeFile(path, clean);
      const dumped = spawnSync('dcmdump', ['-q', path], { encoding: 'latin1' });
      if (dumped.status !== 0 || dumped.stderr !== '' || !dumped.stdout.includes('(7fe0,0010)')) unreadable.push(name);
    }
    expect(unreadable).toEqual([]);
  });
});
