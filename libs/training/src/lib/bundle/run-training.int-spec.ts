import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelMetrics, readPredictions, runRecord, trainingConfig } from '@echocohort/model';
import { ok, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { digestOf, SyntheticSnapshot, syntheticFiles } from '../../spec-cases/synthetic-snapshot.ts';
import { pictureBatch } from '../data/picture-batch.ts';
import { openWasm } from '../engine/wasm.engine.ts';
import { cutPicture } from '../snapshot/lesion-picture.ts';
import { CODE_VERSION } from './code-version.ts';
import type { ModelBundle } from './model-bundle.ts';
import type { RunRequest } from './prepare-run.ts';
import { runTraining } from './run-training.ts';

const savedModel = z.object({ modelTopology: z.looseObject({}), weightsManifest: z.array(z.object({ weights: z.array(z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.literal('float32') })) })) });
const config = { engine: 'wasm', width: 4, imageSize: 32, epochs: 2, batchSize: 8, regionShare: 1 };
const run = (source: SyntheticSnapshot, over: Partial<RunRequest> = {}): Promise<Result<ModelBundle>> =>
  runTraining({ runId: 'run-1', source, expectedRoot: source.root, config, codeVersion: CODE_VERSION, sha256: digestOf, clock: { now: () => new Date(1_800_000_000_000) }, ...over });

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('a training from a locked snapshot', () => {
  let files: Map<string, Uint8Array>;
  let bundle: ModelBundle;
  const fileText = (path: string): string => new TextDecoder().decode(bundle.files.find((file) => file.path === path)?.bytes);

  beforeAll(async () => {
    files = await syntheticFiles(20);
    const outcome = await run(new SyntheticSnapshot(files));
    if (!outcome.ok) throw new Error(outcome.refusal.detail);
    bundle = outcome.value;
  });

  it('leaves a bundle whose manifest names every file and whose digest is that of the manifest', () => {
    const sums = fileText('MANIFEST.sha256').trimEnd().split('\n').map((line) => line.split('  '));
    const beside = bundle.files.filter(({ path }) => path !== 'MANIFEST.sha256').sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(sums).toEqual(beside.map(({ path, bytes }) => [digestOf(bytes), path]));
    expect(bundle.summary.digest).toBe(digestOf(new TextEncoder().encode(fileText('MANIFEST.sha256'))));
  });

  it('records snapshot, split, engine, seed and start', () => {
    const record = runRecord.parse(JSON.parse(fileText('run.json')));
    expect(record).toMatchObject({ snapshotRoot: new SyntheticSnapshot(files).root, splitDigest: digestOf(files.get('splits.tsv') ?? new Uint8Array()), protocolVersion: '7', lesionSlots: ['S1', 'S2'], lesions: 12, images: 24, epochsRun: 2, engine: { name: 'wasm', threads: 1 }, config: trainingConfig.parse(config) });
    expect(JSON.parse(readFileSync(join(__dirname, '../../../../../package.json'), 'utf8'))).toMatchObject({ version: CODE_VERSION });
  });

  it('predicts every lesion once and says nothing about sealed outcomes', () => {
    const predictions = readPredictions(fileText('predictions.csv'));
    expect(predictions.ok && predictions.value.map(({ images }) => images)).toEqual(Array(20).fill(2));
    expect(modelMetrics.parse(JSON.parse(fileText('metrics.json'))).sets).toMatchObject([{ set: 'training', refusal: null, lesions: 12 }, { set: 'internal_validation', refusal: null, lesions: 4 }, { set: 'external_validation', refusal: 'outcomes-sealed', malignant: 0 }]);
  });

  it('saves a model that tfjs loads and that gives the scores of the predictions', async () => {
    const { tf } = await openWasm();
    const { modelTopology, weightsManifest } = savedModel.parse(JSON.parse(fileText('model.json')));
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    const weightData = Uint8Array.from(bundle.files.find(({ path }) => path === 'weights.bin')?.bytes ?? []).buffer;
    const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    const pictures = ['01_S1', '02_S2'].map((name) => cutPicture(files.get(`dicom/C01-0003/C01-0003-L1/${name}.dcm`) ?? new Uint8Array(), 32, { kind: 'central', share: 1 })).flatMap((picture) => (picture.ok ? [{ pixels: picture.value.pixels, seed: null }] : []));
    const scores = model.predict(tf.tensor4d(pictureBatch({ views: pictures, side: 32, normalise: 'picture' }), [2, 32, 32, 3]));
    const values = Array.isArray(scores) ? [] : [...scores.dataSync()];
    const predictions = readPredictions(fileText('predictions.csv'));
    const recorded = predictions.ok ? predictions.value.find(({ lesion }) => lesion === 'C01-0003-L1')?.score : NaN;
    expect(values.reduce((sum, value) => sum + value, 0) / 2).toBeCloseTo(recorded ?? NaN, 5);
  });

  it('goes on from a checkpoint to the same model, and refuses the checkpoint of another training', async () => {
    const kept: Uint8Array[] = [];
    await run(new SyntheticSnapshot(files), { onCheckpoint: (bytes) => Promise.resolve(ok(kept.push(bytes))) });
    const resumed = await run(new SyntheticSnapshot(files), { resume: kept[0] });
    const weights = (from: ModelBundle): string => digestOf(from.files.find(({ path }) => path === 'weights.bin')?.bytes ?? new Uint8Array());
    expect(resumed.ok && weights(resumed.value)).toBe(weights(bundle));
    expect(await run(new SyntheticSnapshot(files), { resume: kept[0], config: { ...config, seed: 2 } })).toMatchObject({ ok: false, refusal: { code: 'checkpoint-of-another-run' } });
    expect(await run(new SyntheticSnapshot(files), { resume: kept[0]?.subarray(0, -4) })).toMatchObject({ ok: false, refusal: { code: 'checkpoint-unreadable' } });
    expect(await run(new SyntheticSnapshot(files), { resume: kept[0]?.with(-9, 77) })).toMatchObject({ ok: false, refusal: { code: 'checkpoint-unreadable' } });
    expect(await run(new SyntheticSnapshot(files), { resume: Uint8Array.of(1, 2, 3) })).toMatchObject({ ok: false, refusal: { code: 'checkpoint-unreadable' } });
  });

  const spoiled = (path: string, change: (bytes: Uint8Array) => Uint8Array | null): SyntheticSnapshot => {
    const snapshot = new SyntheticSnapshot(files);
    const bytes = change(Uint8Array.from(files.get(path) ?? []));
    if (bytes) snapshot.files.set(path, bytes);
    else snapshot.files.delete(path);
    return snapshot;
  };
  const locked = (path: string, text: (old: string) => string): SyntheticSnapshot => new SyntheticSnapshot(new Map([...files, [path, new TextEncoder().encode(text(new TextDecoder().decode(files.get(path))))]]));
  const picture = 'dicom/C01-0003/C01-0003-L1/01_S1.dcm';

  it.each<[string, string, () => SyntheticSnapshot]>([
    ['a flipped bit in a picture', 'snapshot-leaf-differs', () => spoiled(picture, (bytes) => bytes.with(-5, (bytes.at(-5) ?? 0) ^ 1))],
    ['a flipped bit in a table', 'snapshot-leaf-differs', () => spoiled('lesions.tsv', (bytes) => bytes.with(40, (bytes.at(40) ?? 0) ^ 1))],
    ['a missing picture file', 'object-not-found', () => spoiled(picture, () => null)],
    ['a lesion with two pictures in one slot', 'lesion-image-twice', () => locked('images.tsv', (old) => `${old}${old.split('\n').find((line) => line.includes(picture)) ?? ''}\n`)],
    ['a lesion in two sets', 'snapshot-split-twice', () => locked('splits.tsv', (old) => `${old}${old.split('\n')[1] ?? ''}\n`)],
    ['a lesion with a picture too few', 'lesion-image-missing', () => locked('images.tsv', (old) => old.split('\n').filter((line) => !line.includes(picture)).join('\n'))],
    ['a protocol without lesion slots', 'no-lesion-slots', () => locked('protocol.json', (old) => old.replaceAll('"lesion"', '"feature"'))],
    ['one class only', 'training-set-one-class', () => locked('lesions.tsv', (old) => old.replaceAll(/\t0$/gm, '\t1'))],
    ['a sealed outcome in development', 'outcome-missing', () => locked('lesions.tsv', (old) => old.replace(/\t1$/m, '\tsealed'))],
    ['a picture that is no DICOM', 'not-dicom', () => new SyntheticSnapshot(new Map([...locked('images.tsv', (old) => old.replace(digestOf(files.get(picture) ?? new Uint8Array()), digestOf(Uint8Array.of(1)))).files, [picture, new TextEncoder().encode('no picture at all, only text that goes on and on')]]))],
  ])('refuses %s', async (_what, code, snapshot) => {
    expect(await run(snapshot())).toMatchObject({ ok: false, refusal: { code } });
  });

  it('finds a flipped bit in a picture that is only scored before the first epoch ends, and leaves nothing', async () => {
    const last = [...files.keys()].filter((path) => path.endsWith('S2.dcm')).sort().at(-1) ?? '';
    const told: string[] = [];
    const outcome = await run(spoiled(last, (bytes) => bytes.with(-5, (bytes.at(-5) ?? 0) ^ 1)), { onEpoch: () => void told.push('epoch'), onCheckpoint: () => Promise.resolve(ok(told.push('checkpoint'))) });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'snapshot-leaf-differs', facts: { path: last } } });
    expect(told).toEqual([]);
  });

  it('refuses another snapshot than the one asked for, and a configuration it does not know', async () => {
    expect(await run(new SyntheticSnapshot(files), { expectedRoot: '0'.repeat(64) })).toMatchObject({ ok: false, refusal: { code: 'snapshot-root-differs' } });
    expect(await run(new SyntheticSnapshot(files), { config: { epoch: 3 } })).toMatchObject({ ok: false, refusal: { code: 'config-not-valid' } });
  });
});
