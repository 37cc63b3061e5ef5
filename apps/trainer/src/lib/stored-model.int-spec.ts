/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lbcRisk, openPredictor, type ModelFiles, type Predictor } from '@echocohort/inference';
import { ok } from '@echocohort/kernel';
import { readPredictions, type LesionScore } from '@echocohort/model';
import { bundleKey, FileStorage, readObject, stagedName } from '@echocohort/storage';
import { PNG } from 'pngjs';
import { storeSnapshot, type StoredStudy } from '../spec-cases/stored-snapshot.ts';
import { trainToStorage } from './train-to-storage.ts';

// From a stored snapshot through the trainer to a bundle in storage, and from that bundle to scores by onnxruntime.

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const LESIONS = 50;

let folder: string;
let storage: FileStorage;
let study: StoredStudy;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-model-'));
  storage = new FileStorage(folder);
  study = await storeSnapshot(storage, LESIONS);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function trained(model: 'L' | 'LBC'): Promise<string> {
  const config = { model, engine: 'wasm', width: 4, imageSize: 32, epochs: 3, batchSize: 8, learningRate: 2e-3, regionShare: 1 };
  const runId = randomUUID();
  const outcome = await trainToStorage({ runId, snapshotRoot: study.root, config }, { storage, clock: { now: () => new Date(0) }, onEvent: () => undefined });
  if (outcome.status !== 'finished') throw new Error(JSON.stringify(outcome));
  return runId;
}

const filesOf = (runId: string, change: (path: string, bytes: Uint8Array) => Uint8Array = (_path, bytes) => bytes): ModelFiles => ({
  read: async (path) => {
    const bytes = await readObject(storage, bundleKey(runId, stagedName(1, path)));
    return bytes.ok ? ok(change(path, bytes.value)) : bytes;
  },
});

async function predictionsOf(runId: string, path: string): Promise<readonly LesionScore[]> {
  const bytes = await readObject(storage, bundleKey(runId, stagedName(1, path)));
  const read = readPredictions(bytes.ok ? new TextDecoder().decode(bytes.value) : '');
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe.each(['L', 'LBC'] as const)('a trained Model-%s by onnxruntime', (name) => {
  let runId: string;
  let predictor: Predictor;
  let predictions: readonly LesionScore[];

  beforeAll(async () => {
    runId = await trained(name);
    const opened = await openPredictor(filesOf(runId), sha256, { threads: 1 });
    if (!opened.ok) throw new Error(opened.refusal.detail);
    predictor = opened.value;
    predictions = await predictionsOf(runId, name === 'L' ? 'predictions.csv' : 'predictions-lb.csv');
  }, 120_000);
  afterAll(() => predictor.close());

  const file = (lesion: string, slot: string): Uint8Array => study.files.get(`dicom/${lesion.slice(0, 8)}/${lesion}/${slot === 'S1' ? '01' : '02'}_${slot}.dcm`) ?? new Uint8Array();
  const cut = (lesion: string, slot: string): Uint8Array => {
    const picture = predictor.cut(file(lesion, slot), slot.startsWith('B') ? 'background' : 'lesion', null);
    if (!picture.ok) throw new Error(picture.refusal.detail);
    return picture.value.pixels;
  };
  const score = async (lesion: string) => {
    const scored = await predictor.score([cut(lesion, 'S1')], name === 'L' ? [] : [cut(lesion, 'B1')]);
    if (!scored.ok) throw new Error(scored.refusal.detail);
    return scored.value;
  };

  it('scores every lesion as the training did, within 1e-4', async () => {
    for (const { lesion, score: expected } of predictions) {
      const scored = await score(lesion);
      expect(Math.abs(scored.reduce((sum, picture) => sum + picture.score, 0) / scored.length - expected)).toBeLessThan(1e-4);
    }
  });

  it('finds a training lesion nearest to itself', async () => {
    const [own] = predictions.filter(({ set }) => set === 'training');
    const scored = await score(own?.lesion ?? '');
    const [nearest, second] = predictor.nearest(scored[0]?.feature ?? new Float32Array(), 3);
    expect(nearest?.lesion).toBe(own?.lesion);
    expect(nearest?.distance).toBeLessThan(1e-3);
    expect(second?.distance ?? 0).toBeGreaterThan(nearest?.distance ?? 0);
  });

  it('says what a score meant in the internal set, with an interval that holds the probability', () => {
    const interval = predictor.interval(0.5);
    if (interval.method === 'none') throw new Error(interval.reason);
    expect(interval.lower).toBeLessThan(interval.probability);
    expect(interval.upper).toBeGreaterThan(interval.probability);
    expect(predictor.interval(0.9)).toMatchObject({ level: 0.95, lesions: predictions.filter(({ set }) => set === 'internal_validation').length });
  });

  it('refuses a bundle with another byte, and a picture too few', async () => {
    expect(await openPredictor(filesOf(runId, (path, bytes) => (path === 'model.onnx' ? Uint8Array.from(bytes, (byte, at) => (at === 5000 ? byte ^ 1 : byte)) : bytes)), sha256)).toMatchObject({ ok: false, refusal: { code: 'bundle-file-differs' } });
    expect(await predictor.score([])).toMatchObject({ ok: false, refusal: { code: 'no-picture' } });
    if (name !== 'L') expect(await predictor.score([cut('C01-0000-L1', 'S1')])).toMatchObject({ ok: false, refusal: { code: 'background-image-missing' } });
  });

  it('reads a PNG as it reads the DICOM file with the same pixels', async () => {
    const png = new PNG({ width: 48, height: 48, inputHasAlpha: false });
    study.pixels.get('C01-0000-L1/S1')?.forEach((grey, at) => png.data.fill(grey, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4));
    const box = { x0: 10, y0: 12, x1: 36, y1: 30 };
    const fromPng = predictor.cut(PNG.sync.write(png), 'lesion', box);
    const fromDicom = predictor.cut(file('C01-0000-L1', 'S1'), 'lesion', box);
    expect(fromPng.ok && [...fromPng.value.pixels]).toEqual(fromDicom.ok && [...fromDicom.value.pixels]);
    expect(predictor.cut(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2), 'lesion', null)).toMatchObject({ ok: false });
  });

  if (name === 'LBC') {
    it('computes the risk of Model-LBC from its record as the training did', async () => {
      const { lbc } = predictor;
      if (!lbc) throw new Error('the bundle lacks the regression');
      for (const { lesion, score: expected } of await predictionsOf(runId, 'predictions.csv')) {
        const inner = predictions.find((entry) => entry.lesion === lesion)?.score ?? NaN;
        const risk = lbcRisk(lbc, inner, { rough_margin: Number(lesion.slice(4, 8)) % 4 < 2 ? 1 : 0 });
        expect(risk.ok && Math.abs(risk.value.risk - expected)).toBeLessThan(1e-9);
      }
    });
  }
});
