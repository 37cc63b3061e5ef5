import { ok, refuse } from '@echocohort/kernel';
import { lesionScores, metricsOf, trainingConfig, type EpochRecord } from '@echocohort/model';
import { rimLesions } from '../../spec-cases/rim-lesions.ts';
import { picturesInPlace } from '../data/picture-work.ts';
import { openWasm } from '../engine/wasm.engine.ts';
import type { TensorEngine } from '../engine/tensor-engine.ts';
import type { TrainingCheckpoint } from './checkpoint.ts';
import { initialWeights } from '../network/initial-weights.ts';
import { networkParameters } from '../network/parameter-names.ts';
import { networkShape, trainModel, type TrainedModel } from './train-model.ts';

const config = trainingConfig.parse({ width: 4, imageSize: 32, epochs: 3, batchSize: 8, learningRate: 3e-3, seed: 5 });
const images = rimLesions(20, 32, 'unit');

async function trained(engine: TensorEngine, over: Partial<Parameters<typeof trainModel>[0]> = {}): Promise<TrainedModel> {
  const outcome = await trainModel({ engine, images, config, ...over });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

// Each training here takes a second or two on WebAssembly, several times that where other work runs beside it.
jest.setTimeout(120_000);

describe('training', () => {
  let engine: TensorEngine;
  beforeAll(async () => {
    engine = await openWasm();
  });

  it('gives the same weights for the same seed, others for another, and leaves no tensors', async () => {
    const before = engine.tf.memory().numTensors;
    const one = await trained(engine);
    const two = await trained(engine);
    expect(engine.tf.memory().numTensors).toBe(before);
    expect(two.weights).toEqual(one.weights);
    expect(two.scores).toEqual(one.scores);
    const other = await trained(engine, { config: { ...config, seed: 6, epochs: 1 } });
    expect(other.weights.get('conv1.weight')).not.toEqual(one.weights.get('conv1.weight'));
  });

  it('goes on from a checkpoint to the same weights as an undisturbed training', async () => {
    const checkpoints: TrainingCheckpoint[] = [];
    const whole = await trained(engine, { onCheckpoint: (checkpoint) => ok(checkpoints.push(checkpoint)) });
    const resumed = await trained(engine, { resume: checkpoints[0] });
    expect(checkpoints.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
  });

  it('goes on from the middle of an epoch to the same weights, with either optimiser, averaged weights and accumulated batches', async () => {
    for (const over of [{ averageEpochs: 2 }, { optimiser: 'sgd' as const, accumulate: 2 }]) {
      const own = { ...config, epochs: 2, ...over };
      const checkpoints: TrainingCheckpoint[] = [];
      const whole = await trained(engine, { config: own, checkpointDue: ({ steps }) => steps >= 1, onCheckpoint: (checkpoint) => ok(checkpoints.push(checkpoint)) });
      const inside = checkpoints.filter(({ step }) => step > 0);
      expect(inside.length).toBeGreaterThanOrEqual(1);
      const resumed = await trained(engine, { config: own, resume: inside.at(-1) });
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
      expect(resumed.resumed).toBe(1);
    }
  });

  it('hands a training back between two steps with its checkpoint, and goes on when the disk is full', async () => {
    const stop = new AbortController();
    const checkpoints: TrainingCheckpoint[] = [];
    const outcome = await trainModel({ engine, images, config, handBack: stop.signal, onStep: ({ step }) => step === 2 && stop.abort(), onCheckpoint: (checkpoint) => ok(checkpoints.push(checkpoint)) });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'training-handed-back', facts: { epoch: 1, step: 2 } } });
    expect(checkpoints).toMatchObject([{ epoch: 0, step: 2, best: null }]);
    const warnings: string[] = [];
    await trained(engine, { config: { ...config, epochs: 1 }, onCheckpoint: () => refuse({ code: 'checkpoint-disk-full', detail: 'full' }), onWarning: ({ code }) => void warnings.push(code) });
    expect(warnings).toEqual(['checkpoint-disk-full']);
  });

  it('says which batch would fit when the engine runs out of memory', async () => {
    const starved: TensorEngine = { ...engine, operations: { ...engine.operations, relu: () => { throw new Error('OOM when allocating tensor with shape[8,8,8,8]'); } } };
    expect(await trainModel({ engine: starved, images, config })).toMatchObject({ ok: false, refusal: { code: 'out-of-memory', facts: { epoch: 1, step: 0, batchSize: 4 } } });
  });

  it('tells each epoch as it ends', async () => {
    const epochs: EpochRecord[] = [];
    await trained(engine, { onEpoch: (record) => void epochs.push(record) });
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(epochs.at(-1)?.secondsLeft).toBe(0);
    expect(epochs.every(({ imagesPerSecond, loss }) => imagesPerSecond > 0 && Number.isFinite(loss))).toBe(true);
  });

  it('scores every picture, also of lesions whose outcome is sealed', async () => {
    const sealed = images.map((image) => (image.set === 'external_validation' ? { ...image, malignant: null } : image));
    const model = await trained(engine, { images: sealed, config: { ...config, epochs: 1 } });
    expect(model.scores).toHaveLength(images.length);
    const outcomes = new Map(sealed.flatMap(({ lesion, malignant }) => (malignant === null ? [] : [[lesion, malignant]])));
    expect(metricsOf(lesionScores(model.scores), outcomes).sets.map(({ refusal }) => refusal)).toEqual([null, null, 'outcomes-sealed']);
  });

  it('does not look at external outcomes: sealed or opened, the weights are the same', async () => {
    const sealed = images.map((image) => (image.set === 'external_validation' ? { ...image, malignant: null } : image));
    const short = { ...config, epochs: 1 };
    expect((await trained(engine, { images: sealed, config: short })).weights).toEqual((await trained(engine, { config: short })).weights);
  });

  it.each([
    ['one class only', 'training-set-one-class', rimLesions(10, 32, 'one', () => true)],
    ['an outcome missing in development', 'outcome-missing', images.map((image, index) => (index === 0 ? { ...image, malignant: null } : image))],
    ['a picture of another size', 'image-size-differs', images.map((image, index) => (index === 3 ? { ...image, pixels: new Uint8Array(5) } : image))],
  ])('refuses %s', async (_what, code, given) => {
    expect(await trainModel({ engine, images: given, config })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('says so when the internal set has one class, and keeps the last epoch', async () => {
    const warnings: string[] = [];
    const model = await trained(engine, { images: images.filter(({ set, malignant }) => set !== 'internal_validation' || malignant), config: { ...config, epochs: 2 }, onWarning: ({ code }) => void warnings.push(code) });
    expect(warnings).toEqual(['internal-set-one-class']);
    expect(model.bestEpoch).toBe(2);
  });

  it('keeps the last checkpoint when a later step gives no number', async () => {
    const checkpoints: TrainingCheckpoint[] = [];
    let steps = 0;
    const work = { ...picturesInPlace, batch: async (task: Parameters<typeof picturesInPlace.batch>[0]) => (task.views.every(({ seed }) => seed !== null) && ++steps > 5 ? (await picturesInPlace.batch(task)).fill(NaN) : picturesInPlace.batch(task)) };
    const outcome = await trainModel({ engine, images, config, work, onCheckpoint: (checkpoint) => ok(checkpoints.push(checkpoint)) });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'loss-not-finite', detail: expect.stringMatching(/step 3 of epoch 2 .*lesions C01-/) as string, facts: { epoch: 2, step: 2 } } });
    expect(checkpoints.map(({ epoch }) => epoch)).toEqual([1]);
    expect([...(checkpoints[0]?.weights.values() ?? [])].every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it('stops at a loss that is no number and says where', async () => {
    const shape = networkShape(config, 0);
    const broken = new Map(initialWeights(networkParameters(shape), 1)).set('layer4.1.bn2.weight', new Float32Array(32).fill(3e38));
    const outcome = await trainModel({ engine, images, config, initial: broken });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'loss-not-finite', facts: { epoch: 1, step: 0 } } });
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const outcome = await trainModel({ engine, images, config, signal: stop.signal, onEpoch: () => stop.abort() });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'training-cancelled', facts: { epoch: 2, step: 0 } } });
  });

  it.each([[0.4, 50], [0.02, 1]])('ends within %d minutes, inside an epoch if need be, with the best epoch until then', async (minutes, epochs) => {
    let seconds = 0;
    const model = await trained(engine, { config: { ...config, epochs, minutes }, now: () => 1000 * seconds++ });
    expect(model.stopped).toBe('time-budget');
    expect(model.history.length).toBeLessThan(6);
    expect(model.history.every(({ loss }) => Number.isFinite(loss) && loss > 0)).toBe(true);
    expect(model.bestEpoch).toBeGreaterThanOrEqual(1);
  });

  it('stops early when the internal AUC does not rise', async () => {
    const model = await trained(engine, { config: { ...config, epochs: 12, patience: 1, learningRate: 1e-9, warmUpEpochs: 0 } });
    expect(model.stopped).toBe('no-better-internal-auc');
    expect(model.history.length).toBeLessThan(12);
  });
});
