import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CleanSettings, CleanTask } from './clean-input.types.ts';
import { cleanerOf, type Cleaner } from './cleaner.ts';

/** A worker program that does as the file's name says, in the place of the one that cleans. */
const PROGRAM = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ task }) => {
  if (task.file === 'crash') process.exit(3);
  if (task.file === 'throw') throw new Error('a fault in a thread');
  if (task.file === 'full') parentPort.postMessage({ fault: 'ENOSPC' });
  else setTimeout(() => parentPort.postMessage({ cleaned: { status: 'clean', codes: [task.file], ms: 0 } }), task.size);
});
`;
const settings: CleanSettings = { temporary: '', key: new Uint8Array(32), centre: 'C03', searchText: false, templates: [] };
const task = (file: string, size = 1): CleanTask => ({ file, size, regular: true, decisions: [] });

let folder = '';
let cleaner: Cleaner;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-cleaner-'));
  await writeFile(join(folder, 'program.mjs'), PROGRAM);
  cleaner = cleanerOf(settings, 2, pathToFileURL(join(folder, 'program.mjs')));
});
afterEach(async () => {
  await cleaner.close();
  await rm(folder, { recursive: true, force: true });
});

describe('cleaning in threads', () => {
  it('answers each input, whichever thread is done first', async () => {
    const answers = await Promise.all([task('slow', 60), task('a'), task('b'), task('c')].map((given) => cleaner.clean(given)));
    expect(answers.map(({ codes }) => codes)).toEqual([['slow'], ['a'], ['b'], ['c']]);
  });

  it.each(['crash', 'throw'])('holds the input of a thread that dies (%s), and goes on with another', async (kind) => {
    const answers = await Promise.all([task(kind), task('a'), task(kind), task('b'), task(kind), task('c')].map((given) => cleaner.clean(given)));
    expect(answers.map(({ status, codes }) => [status, ...codes])).toEqual([['held', 'cleaner-crashed'], ['clean', 'a'], ['held', 'cleaner-crashed'], ['clean', 'b'], ['held', 'cleaner-crashed'], ['clean', 'c']]);
  });

  it('tells a full disk as what it is', async () => {
    await expect(cleaner.clean(task('full'))).rejects.toMatchObject({ name: 'WriteFault', code: 'ENOSPC' });
    expect((await cleaner.clean(task('a'))).codes).toEqual(['a']);
  });

  it('says so when its program cannot be started', async () => {
    const broken = cleanerOf(settings, 2, pathToFileURL(join(folder, 'nowhere.mjs')));
    await expect(broken.clean(task('a'))).resolves.toMatchObject({ codes: ['cleaner-crashed'] });
    await broken.close();
  });

  it('works in this thread for one job', () => expect(cleanerOf(settings, 1, pathToFileURL(join(folder, 'program.mjs'))).width).toBe(1));
});
