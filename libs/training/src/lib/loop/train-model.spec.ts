import { lesionScores, metricsOf, trainingConfig, type EpochRecord } from '@echocohort/model';
import { rimLesions } from '../../spec-cases/rim-lesions.ts';
import { openWasm } from '../engine/wasm.engine.ts';
import type { TensorEngine } from '../engine/tensor-engine.ts';
import type { TrainingCheckpoint } from './checkpoint.ts';
import { trainModel, type TrainedModel } from './train-model.ts';

const config = trainingConfig.parse({ width: 4, imageSize: 32, epochs: 3, batchSize: 8, learningRate: 3e-3, seed: 5 });
const images = rimLesions(20, 32, 'unit');

async function trained(engine: TensorEngine, over: Partial<Parameters<typeof trainModel>[0]> = {}): Promise<TrainedModel> {
  const outcome = await trainModel({ engine, images, config, ...over });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

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
    const whole = await trained(engine, { onCheckpoint: (checkpoint) => void checkpoints.push(checkpoint) });
    const resumed = await trained(engine, { resume: checkpoints[0] });
    expect(checkpoints.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
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
    ['a picture of another size', 'image-size-differs', images.map((image, index) => (index === 3 ? { ...image, pixels: new Float32Array(5) } : image))],
    ['a pixel that is no number', 'image-not-finite', images.map((image, index) => (index === 3 ? { ...image, pixels: new Float32Array(32 * 32).fill(NaN) } : image))],
  ])('refuses %s', async (_what, code, given) => {
    expect(await trainModel({ engine, images: given, config })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('stops at a loss that is no number and says where', async () => {
    const huge = images.map((image) => ({ ...image, pixels: image.pixels.map(() => 3e38) }));
    const outcome = await trainModel({ engine, images: huge, config: { ...config, augment: false } });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'loss-not-finite', facts: { epoch: 1, step: 0 } } });
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const outcome = await trainModel({ engine, images, config, signal: stop.signal, onEpoch: () => stop.abort() });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'training-cancelled', facts: { epoch: 2, step: 0 } } });
  });

  it('stops early when the internal AUC does not rise, and keeps the best epoch', async () => {
    const model = await trained(engine, { config: { ...config, epochs: 12, patience: 1, learningRate: 1e-9 } });
    expect(model.stopped).toBe('no-better-internal-auc');
    expect(model.history.length).toBe(model.bestEpoch + 1);
  });
});
