/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPredictions } from '@echocohort/model';
import { z } from 'zod';
import { writeSmallExport } from '../spec-cases/small-export.ts';
import type { Command } from '../command.ts';
import { command as predict } from './predict.command.ts';
import { command as train } from './train.command.ts';

// From the folder of an export to a bundle and from there to scores, as a person does it at the shell.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-cli-train-'));
  await writeSmallExport(join(folder, 'export'), 40);
  await writeFile(join(folder, 'small.json'), JSON.stringify({ engine: 'wasm', width: 4, imageSize: 32, epochs: 3, batchSize: 16, learningRate: 3e-3, seed: 4 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(command: Command, args: readonly string[], interrupted?: AbortSignal): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(args, { out: (text) => void out.push(text), err: (text) => void err.push(text), cwd: folder, env: {}, ...(interrupted ? { interrupted: () => interrupted } : {}) });
  return { code, out: out.join(''), err: err.join('') };
}

const trained = z.object({ digest: z.string(), files: z.array(z.object({ path: z.string(), sha256: z.string() })) });
const predicted = z.object({ images: z.array(z.object({ score: z.number(), region: z.string(), cam: z.string().nullable() })), lesion: z.object({ score: z.number(), interval: z.looseObject({ method: z.string() }) }), nearest: z.array(z.object({ lesion: z.string() })) });

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('train and predict', () => {
  it('says how long a training would take, and writes nothing', async () => {
    const dry = await run(train, ['export', '--dry-run', '--config', 'small.json', '--json']);
    expect(dry).toMatchObject({ code: 0 });
    expect(z.looseObject({ secondsPerStep: z.number().positive(), stepsInAll: z.literal(12), secondsInAll: z.number().positive() }).safeParse(JSON.parse(dry.out)).success).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['export', 'small.json']);
  }, 300_000);

  it('is interrupted, goes on with --resume, and ends as if nothing had happened', async () => {
    const whole = await run(train, ['export', '--out', 'whole', '--config', 'small.json', '--json']);
    expect(whole).toMatchObject({ code: 0 });
    const stop = new AbortController();
    stop.abort();
    const stopped = await run(train, ['export', '--out', 'model', '--config', 'small.json'], stop.signal);
    expect(stopped).toMatchObject({ code: 2, err: expect.stringContaining('taken up again') as string });
    expect(await readdir(join(folder, 'model'))).toEqual(['checkpoint.bin']);
    const resumed = await run(train, ['export', '--out', 'model', '--config', 'small.json', '--resume', '--json']);
    expect(resumed).toMatchObject({ code: 0 });
    const sumOf = (text: string, name: string): string | undefined => trained.parse(JSON.parse(text)).files.find(({ path }) => path === name)?.sha256;
    for (const name of ['weights.bin', 'model.onnx', 'predictions.csv']) expect(sumOf(resumed.out, name)).toBe(sumOf(whole.out, name));
  }, 300_000);

  it('leaves a folder that sha256sum -c would accept, with outlines used and training lesions named', async () => {
    const sums = (await readFile(join(folder, 'model', 'MANIFEST.sha256'), 'utf8')).trimEnd().split('\n');
    for (const line of sums) expect(createHash('sha256').update(await readFile(join(folder, 'model', line.slice(66)))).digest('hex')).toBe(line.slice(0, 64));
    expect(sums.some((line) => line.endsWith('.png'))).toBe(true);
    const record = z.looseObject({ regions: z.object({ outlined: z.number(), central: z.number() }), trainedOn: z.array(z.unknown()) }).parse(JSON.parse(await readFile(join(folder, 'model', 'run.json'), 'utf8')));
    expect(record.regions).toEqual({ outlined: 80, central: 0 });
    expect(record.trainedOn).toHaveLength(32);
  });

  it('predicts with the outlines of the export what the training predicted, with maps and nearest lesions', async () => {
    const lesion = 'C01-0004-L1';
    const pictures = ['01_L1', '02_L2'].map((name) => join('export', 'dicom', 'C01-0004', lesion, `${name}.dcm`));
    const said = await run(predict, ['model', ...pictures, '--roi', join('export', 'outlines.tsv'), '--cam', 'maps', '--json']);
    expect(said).toMatchObject({ code: 0, err: '' });
    const found = predicted.parse(JSON.parse(said.out));
    const recorded = readPredictions(await readFile(join(folder, 'model', 'predictions.csv'), 'utf8'));
    expect(Math.abs(found.lesion.score - (recorded.ok ? (recorded.value.find((entry) => entry.lesion === lesion)?.score ?? NaN) : NaN))).toBeLessThan(1e-4);
    expect(found.images.map(({ region }) => region)).toEqual(['drawn', 'drawn']);
    expect(await readdir(join(folder, 'maps'))).toEqual(['01.png', '02.png']);
    expect(found.nearest).toHaveLength(5);
    expect((await run(predict, ['model', ...pictures])).out).toContain('central region');
  });

  it.each<[string, string[], string]>([
    ['no picture', ['model'], 'one or more pictures'],
    ['a bundle that is not there', ['nowhere', 'x.dcm'], 'model bundle has no'],
    ['a picture that is not there', ['model', 'x.dcm'], 'cannot be read'],
    ['a region outside the picture', ['model', join('export', 'dicom', 'C01-0004', 'C01-0004-L1', '01_L1.dcm'), '--roi', 'wild.json'], 'outside the picture'],
    ['regions that are none', ['model', join('export', 'dicom', 'C01-0004', 'C01-0004-L1', '01_L1.dcm'), '--roi', 'small.json'], 'outlines.tsv'],
  ])('refuses %s in one sentence', async (_what, args, sentence) => {
    await writeFile(join(folder, 'wild.json'), JSON.stringify({ '01_L1.dcm': '10,10 900,40' }));
    expect(await run(predict, args)).toMatchObject({ code: 2, err: expect.stringContaining(sentence) as string });
  });

  it('refuses an export with a flipped bit before anything is trained', async () => {
    await writeSmallExport(join(folder, 'spoiled'), 10);
    const path = join(folder, 'spoiled', 'dicom', 'C01-0004', 'C01-0004-L1', '01_L1.dcm');
    const bytes = await readFile(path);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect(await run(train, ['spoiled', '--out', 'never', '--config', 'small.json'])).toMatchObject({ code: 2, err: expect.stringContaining('not what was locked') as string });
    expect(await readdir(folder)).not.toContain('never');
  });
});
