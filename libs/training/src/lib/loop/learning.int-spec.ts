import { seededRandom } from '@echocohort/kernel';
import { lesionScores, metricsOf, trainingConfig, type ModelMetrics } from '@echocohort/model';
import { rimLesions } from '../../spec-cases/rim-lesions.ts';
import type { TrainingImage } from '../data/training-image.ts';
import { openEngine } from '../engine/open-engine.ts';
import { trainModel, type TrainedModel } from './train-model.ts';

const config = trainingConfig.parse({ width: 8, imageSize: 32, epochs: 6, batchSize: 16, learningRate: 2e-3, seed: 3 });

async function trainedOn(images: readonly TrainingImage[], over: Partial<typeof config> = {}): Promise<TrainedModel> {
  const opened = await openEngine('auto');
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const outcome = await trainModel({ engine: opened.value.engine, images, config: { ...config, ...over } });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

async function metricsAfterTraining(images: readonly TrainingImage[]): Promise<ModelMetrics> {
  const { scores } = await trainedOn(images);
  return metricsOf(lesionScores(scores), new Map(images.map(({ lesion, malignant }) => [lesion, malignant === true])));
}

describe('learning on the best engine of this machine', () => {
  it('learns a signal that is there and finds it again in lesions it never saw', async () => {
    const { sets } = await metricsAfterTraining(rimLesions(60, 32, 'signal'));
    expect(sets.map(({ auc }) => auc ?? 0).every((auc) => auc > 0.9)).toBe(true);
  }, 300_000);

  it('gives the same weights and scores for the same seed', async () => {
    const images = rimLesions(20, 32, 'again');
    const [one, two] = [await trainedOn(images, { epochs: 3 }), await trainedOn(images, { epochs: 3 })];
    expect(two.weights).toEqual(one.weights);
    expect(two.scores).toEqual(one.scores);
  }, 300_000);

  it('leaves no tensors behind, with either optimiser', async () => {
    const opened = await openEngine('auto');
    if (!opened.ok) throw new Error(opened.refusal.detail);
    const images = rimLesions(10, 32, 'tensors');
    const before = opened.value.engine.tf.memory().numTensors;
    await trainedOn(images, { epochs: 1 });
    await trainedOn(images, { epochs: 1, optimiser: 'sgd', accumulate: 2 });
    expect(opened.value.engine.tf.memory().numTensors).toBe(before);
  }, 300_000);

  it('finds nothing where labels have no meaning', async () => {
    const random = seededRandom('labels without meaning');
    const labels = Array.from({ length: 150 }, () => random() < 0.5);
    const { sets } = await metricsAfterTraining(rimLesions(150, 32, 'noise', (_own, index) => labels[index] === true));
    const external = sets.find(({ set }) => set === 'external_validation');
    // 30 lesions: a worthless score stays within about 2.5 standard errors (0.11) of one half.
    expect(Math.abs((external?.auc ?? 0) - 0.5)).toBeLessThan(0.27);
  }, 300_000);
});
