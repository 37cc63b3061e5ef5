import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../train.command.ts';
import { BundleFolder } from './bundle-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-train-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; err: string }> {
  const told: string[] = [];
  const code = await command.run(args, { out: () => undefined, err: (text) => void told.push(text), cwd: folder, env: {} });
  return { code, err: told.join('') };
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('echocohort train', () => {
  it('says in one sentence why it cannot begin', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await run('nowhere', '--out', 'model')).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') as string });
    expect(await run('empty', '--out', 'model')).toMatchObject({ code: 2, err: expect.stringContaining('SNAPSHOT.json') as string });
    await writeFile(join(folder, 'empty', 'SNAPSHOT.json'), '{');
    expect(await run('empty', '--out', 'model')).toMatchObject({ code: 2, err: expect.stringContaining('not what was locked') as string });
  });

  it('does not write over a finished bundle', async () => {
    const done = new BundleFolder(join(folder, 'done'));
    await done.prepare();
    await done.finish([{ path: 'MANIFEST.sha256', bytes: new Uint8Array() }]);
    expect(await run('empty', '--out', 'done')).toMatchObject({ code: 2, err: expect.stringContaining('finished model bundle') as string });
  });
});

describe('the folder of a training', () => {
  it('refuses a folder that is none', async () => {
    await writeFile(join(folder, 'a-file'), 'x');
    expect(await new BundleFolder(join(folder, 'a-file')).prepare()).toMatchObject({ ok: false, refusal: { code: 'bundle-folder-unusable' } });
  });

  it('keeps the last checkpoint whole and drops it when the bundle is there', async () => {
    const bundle = new BundleFolder(join(folder, 'bundle'));
    await bundle.prepare();
    expect(await bundle.checkpoint()).toBeNull();
    await bundle.keepCheckpoint(Uint8Array.of(1));
    await bundle.keepCheckpoint(Uint8Array.of(2, 3));
    expect(Uint8Array.from((await bundle.checkpoint()) ?? [])).toEqual(Uint8Array.of(2, 3));
    await bundle.finish([{ path: 'MANIFEST.sha256', bytes: Uint8Array.of(9) }, { path: 'run.json', bytes: Uint8Array.of(8) }, { path: 'cam/a.png', bytes: Uint8Array.of(7) }]);
    expect((await readdir(join(folder, 'bundle'))).sort()).toEqual(['MANIFEST.sha256', 'cam', 'run.json']);
    expect(await bundle.isFinished()).toBe(true);
  });

  it('keeps the checkpoint before when the disk is full, and calls no bundle finished', async () => {
    const place = join(folder, 'full');
    await new BundleFolder(place).prepare();
    await new BundleFolder(place).keepCheckpoint(Uint8Array.of(1, 2));
    const full = new BundleFolder(place, async (path, flags) => {
      const file = await open(path, flags);
      return { sync: () => file.sync(), close: () => file.close(), writeFile: async (bytes) => {
        await file.write(bytes.subarray(0, 1));
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      } };
    });
    expect(await full.keepCheckpoint(Uint8Array.of(3, 4, 5))).toMatchObject({ ok: false, refusal: { code: 'checkpoint-disk-full' } });
    expect(await full.finish([{ path: 'MANIFEST.sha256', bytes: Uint8Array.of(9) }])).toMatchObject({ ok: false, refusal: { code: 'bundle-disk-full' } });
    expect(Uint8Array.from((await full.checkpoint()) ?? [])).toEqual(Uint8Array.of(1, 2));
    expect(await readdir(place)).toEqual(['checkpoint.bin']);
  });

  it('takes away the files that were written when the disk fills up half way', async () => {
    const place = join(folder, 'half');
    let files = 0;
    const filling = new BundleFolder(place, async (path, flags) => {
      const file = await open(path, flags);
      return { sync: () => file.sync(), close: () => file.close(), writeFile: (bytes) => (++files > 2 ? Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) : file.writeFile(bytes)) };
    });
    await filling.prepare();
    const outcome = await filling.finish(['run.json', 'cam/a.png', 'weights.bin', 'MANIFEST.sha256'].map((path) => ({ path, bytes: Uint8Array.of(1) })));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'bundle-disk-full', detail: expect.stringContaining('train again') as string } });
    expect(await readdir(place)).toEqual([]);
  });
});
