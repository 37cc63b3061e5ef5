import { openWasm } from '../engine/wasm.engine.ts';
import type { Tensor4D, TensorEngine } from '../engine/tensor-engine.ts';
import { finalHead } from '../network/final-head.ts';
import { initialWeights, normalNumbers, type Weights } from '../network/initial-weights.ts';
import { Model } from '../network/model.ts';
import { networkParameters, type NetworkShape } from '../network/parameter-names.ts';
import { seededRandom } from '@echocohort/kernel';
import { classActivation, classActivationWeights } from './class-activation.ts';
import { attentionPng, enlarge } from './overlay.ts';

const SIDE = 64;

/** Weights that are not at rest: averages of batch norm moved, so that folding them can go wrong. */
function weightsOf(shape: NetworkShape): Weights {
  return new Map([...initialWeights(networkParameters(shape), 3)].map(([name, values]) => {
    const noise = normalNumbers(values.length, seededRandom(name));
    if (name.endsWith('running_var')) return [name, values.map((value, at) => value * (1 + 0.3 * Math.abs(noise[at] ?? 0)))];
    return name.endsWith('running_mean') || name.endsWith('bias') ? [name, values.map((value, at) => value + 0.1 * (noise[at] ?? 0))] : [name, values];
  }));
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe.each(['L', 'LB'] as const)('Grad-CAM in closed form, Model-%s', (name) => {
  const shape: NetworkShape = { model: name, width: 8, imageSize: SIDE, dropout: 0, backgroundTypes: name === 'L' ? 0 : 3 };
  let engine: TensorEngine;
  beforeAll(async () => {
    engine = await openWasm();
  });

  it('is what automatic differentiation of the logit by the last map gives', () => {
    const { tf } = engine;
    const weights = weightsOf(shape);
    const model = new Model(engine, shape);
    model.network.load(weights);
    const picture = tf.tensor4d(normalNumbers(SIDE * SIDE * 3, seededRandom('picture')), [1, SIDE, SIDE, 3]);
    const beside = name === 'L' ? null : tf.tensor4d(normalNumbers(SIDE * SIDE * 3, seededRandom('beside')), [1, SIDE, SIDE, 3]);
    const map = model.map(picture, 'lesion', 'use');
    const background = beside && model.features(beside, 'background', 'use');
    const logit = (from: Tensor4D) => {
      const feature = from.mean([1, 2]);
      const joined = (background ? tf.concat([feature, background], 1) : feature).as4D(1, 1, 1, -1);
      const norm = model.network.norm('head.bn');
      const normalised = tf.batchNorm4d(joined, norm.movingMean.as1D(), norm.movingVariance.as1D(), norm.beta.as1D(), norm.gamma.as1D(), 1e-5);
      return tf.matMul(normalised.as2D(1, joined.size), model.network.variable('head.fc.weight').as2D(joined.size, 1)).sum();
    };
    const gradient = tf.grad((x) => logit(x.as4D(...map.shape)))(map);
    // Grad-CAM as published: mean gradient of each channel, weighted sum, rectified.
    const expected = tf.relu(map.mul(gradient.mean([1, 2], true)).sum(-1)).dataSync();
    const channels = map.shape[3];
    const found = classActivation(Float32Array.from(map.dataSync()), classActivationWeights(finalHead(weights), channels, map.size / channels));
    expect(found).toHaveLength(expected.length);
    expect(Math.max(...expected)).toBeGreaterThan(0);
    found.forEach((value, place) => expect(Math.abs(value - (expected[place] ?? NaN))).toBeLessThan(1e-4 * Math.max(1, ...expected)));
    model.dispose();
  });
});

describe('the picture of a map', () => {
  const map = Float32Array.of(0, 1, 2, 3);
  it('keeps corners and rises evenly between them', () => {
    const large = enlarge(map, 2, 8);
    expect([large[0], large[7], large[56], large[63]]).toEqual([0, 1, 2, 3]);
    expect(large[3] ?? 0).toBeLessThan(large[4] ?? 0);
  });
  it('is the same bytes for the same pixels, and bears a map of zeros', () => {
    const pixels = Uint8Array.from({ length: 64 * 64 }, (_, at) => at % 256);
    expect(attentionPng(pixels, 64, map)).toEqual(attentionPng(pixels, 64, map));
    expect([...attentionPng(pixels, 64, new Float32Array(4)).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });
});
