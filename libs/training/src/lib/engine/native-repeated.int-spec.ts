import { trainingConfig } from '@echocohort/model';
import { TrainingStep, type StepLosses } from '../loop/training-step.ts';
import { batchHardTriplet, binaryCrossEntropy } from '../loop/losses.ts';
import { initialWeights } from '../network/initial-weights.ts';
import { Model } from '../network/model.ts';
import { networkParameters } from '../network/parameter-names.ts';
import { portableRepeated } from './portable-operations.ts';
import { relativeDifference } from './self-test.ts';
import type { NamedTensors, Repeated, Tensor, TensorEngine } from './tensor-engine.ts';
import { openTfjsNode } from './tfjs-node.engine.ts';

const SHAPE = { model: 'L', width: 8, imageSize: 32, dropout: 0.3, backgroundTypes: 0 } as const;

/** A small network whose step is run as one graph, and operation by operation. */
class Steps {
  readonly model: Model;
  readonly asGraph: Repeated;
  readonly oneByOne: Repeated;
  private readonly engine: TensorEngine;

  constructor(engine: TensorEngine) {
    this.engine = engine;
    this.model = new Model(engine, SHAPE);
    this.model.network.load(initialWeights(networkParameters(SHAPE), 1));
    this.asGraph = engine.repeated((inputs) => this.compute(inputs), this.model.network.all());
    this.oneByOne = portableRepeated(engine.tf)((inputs) => this.compute(inputs));
  }

  private compute({ pictures, malignant }: NamedTensors): Tensor[] {
    const { tf } = this.engine;
    if (!pictures || !malignant) throw new Error('a step has pictures');
    const variables = this.model.network.trainable().map(({ variable }) => variable);
    const label = malignant.as2D(malignant.size, 1);
    const { value, grads } = tf.variableGrads(() => {
      const { feature, logit } = this.model.forward(pictures.as4D(malignant.size, 32, 32, 3), null, 'training');
      return tf.add(binaryCrossEntropy(tf, logit, label), batchHardTriplet(tf, feature, label, 0.3)).asScalar();
    }, variables);
    return [value, ...variables.flatMap(({ name }) => grads[name] ?? [])];
  }

  /** Numbers of a run, the averages of batch norm after it among them; the network is as before afterwards. */
  numbers(how: Repeated, seed: number, rows = 8): number[][] {
    const { tf } = this.engine;
    const inputs = { pictures: tf.randomNormal([rows, 32, 32, 3], 0, 1, 'float32', seed), malignant: tf.tensor2d(Array.from({ length: rows }, (_, row) => Number(row % (1 + seed) === 0)), [rows, 1]) };
    const results = how.run(inputs);
    const numbers = [...results, ...this.model.network.all()].map((tensor) => [...tensor.dataSync()]);
    [...results, ...Object.values(inputs)].forEach((tensor) => tensor.dispose());
    this.model.network.load(initialWeights(networkParameters(SHAPE), 1));
    return numbers;
  }

  dispose(): void {
    this.asGraph.dispose();
    this.model.dispose();
  }
}

describe('a step as one graph of TensorFlow', () => {
  it('is the step of single operations for every batch, moves the averages of batch norm, repeats its bits, and leaves no tensor behind', async () => {
    const engine = await openTfjsNode().catch((error: unknown) => String(error));
    if (typeof engine === 'string') return; // a machine without the native engine: openEngine says so where it matters
    const before = engine.tf.memory().numTensors;
    const steps = new Steps(engine);
    for (const [seed, rows] of [[1, 8], [2, 8], [3, 8], [1, 6]] as const) {
      const [graph, again, single] = [steps.numbers(steps.asGraph, seed, rows), steps.numbers(steps.asGraph, seed, rows), steps.numbers(steps.oneByOne, seed, rows)];
      expect(again).toEqual(graph);
      expect(graph).toHaveLength(single.length);
      for (const [index, values] of single.entries()) expect(relativeDifference(graph[index] ?? [], values)).toBeLessThan(1e-3);
    }
    steps.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  }, 120_000);

  it('bakes nothing of a batch into the graph: two branches, rows without a type, class weights, dropout and accumulation', async () => {
    const engine = await openTfjsNode().catch((error: unknown) => String(error));
    if (typeof engine === 'string') return;
    const shape = { model: 'LB', width: 8, imageSize: 32, dropout: 0.3, backgroundTypes: 3 } as const;
    const config = trainingConfig.parse({ engine: 'tfjs-node', model: 'LB', width: 8, imageSize: 32, batchSize: 4, accumulate: 2, classWeights: { malignant: 2, benign: 1 } });
    const batch = (seed: number) => ({
      images: [0, 1, 2, 3].map((row) => ({ lesion: `L${row}`, patient: `P${row}`, set: 'training' as const, malignant: (row + seed) % 2 === 0, slot: 'S', role: 'lesion' as const, backgroundType: row < seed ? row % 3 : null, pixels: new Uint8Array() })),
      lesion: engine.tf.randomNormal([4 * 32 * 32 * 3], 0, 1, 'float32', seed).dataSync<'float32'>(), background: engine.tf.randomNormal([4 * 32 * 32 * 3], 0, 1, 'float32', 9 + seed).dataSync<'float32'>(),
    });
    const losses = (own: TensorEngine): StepLosses[] => {
      const model = new Model(own, shape);
      model.network.load(initialWeights(networkParameters(shape), 1));
      const step = new TrainingStep(model, config, [1, 2, 0.5]);
      const taken = [0, 1, 2].map((at) => step.take([batch(1 + at), batch(2 + at)], { epoch: 1, step: at }, 1e-4));
      step.dispose();
      model.dispose();
      return taken;
    };
    const [graph, single] = [losses(engine), losses({ ...engine, repeated: portableRepeated(engine.tf) })];
    const numbers = (taken: readonly StepLosses[]): number[] => taken.flatMap((own) => Object.values(own).map(Number));
    expect(numbers(graph).every((value) => value > 0)).toBe(true);
    for (const [index, value] of numbers(single).entries()) expect(Math.abs((numbers(graph)[index] ?? NaN) - value)).toBeLessThan(1e-2 * Math.max(1, value));
  }, 120_000);
});
