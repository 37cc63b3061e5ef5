import { seededRandom } from '@echocohort/kernel';
import { normalNumbers } from '../network/initial-weights.ts';
import { GRADIENT_CASES, runGradientCase, type GradientCase } from './gradient-cases.ts';
import { openCpu } from './cpu.engine.ts';
import { openEngine, type EngineOpeners } from './open-engine.ts';
import { relativeDifference, selfTest, SELF_TEST_TOLERANCE } from './self-test.ts';
import { EXPECTED_GRADIENTS } from './self-test.data.ts';
import { openTfjsNode } from './tfjs-node.engine.ts';
import { openWasm } from './wasm.engine.ts';
import { openWasmBlas } from './wasm-blas.engine.ts';
import type { TensorEngine } from './tensor-engine.ts';

/** The native engine where this machine has it; the reason where it has not. */
const native = async (): Promise<TensorEngine | string> => openTfjsNode().catch((error: unknown) => String(error));
const blas = async (): Promise<TensorEngine | string> => openWasmBlas().catch((error: unknown) => String(error));

const movedAverages = (engine: TensorEngine): number[] => {
  const { tf, operations } = engine;
  const norm = { gamma: tf.variable(tf.ones([2])), beta: tf.variable(tf.zeros([2])), movingMean: tf.variable(tf.zeros([2]), false), movingVariance: tf.variable(tf.ones([2]), false) };
  const x = tf.tensor4d([1, 10, 2, 20, 3, 40, 6, 10], [2, 2, 1, 2]);
  tf.tidy(() => operations.batchNormTraining(x, norm));
  const moved = [...norm.movingMean.dataSync(), ...norm.movingVariance.dataSync()];
  [x, ...Object.values(norm)].forEach((tensor) => tensor.dispose());
  return moved;
};

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('gradients of the reference backend', () => {
  it('are the stored ones, so the stored ones cannot rot', async () => {
    const cpu = await openCpu();
    for (const gradientCase of GRADIENT_CASES) expect(relativeDifference(runGradientCase(cpu, gradientCase), EXPECTED_GRADIENTS[gradientCase.name] ?? [])).toBeLessThan(1e-5);
    expect(Object.keys(EXPECTED_GRADIENTS)).toEqual(GRADIENT_CASES.map(({ name }) => name));
  });

  it.each(GRADIENT_CASES.map((gradientCase) => [gradientCase.name, gradientCase] as const))('agree with numeric differences in random directions: %s', async (name, gradientCase) => {
    const engine = await openCpu();
    const [, ...analytic] = runGradientCase(engine, gradientCase);
    for (const direction of ['a', 'b', 'c'].map((which) => normalNumbers(analytic.length, seededRandom(`${name}/${which}`)))) {
      const step = 2e-3;
      const [ahead, behind] = [1, -1].map((sign) => runGradientCase(engine, moved(gradientCase, direction.map((value) => sign * step * value)))[0] ?? NaN);
      const slope = analytic.reduce((sum, value, index) => sum + value * (direction[index] ?? 0), 0);
      const scale = Math.hypot(...analytic) * Math.hypot(...direction) / Math.sqrt(analytic.length);
      expect(Math.abs(((ahead ?? NaN) - (behind ?? NaN)) / (2 * step) - slope)).toBeLessThan(0.02 * Math.max(1, scale));
    }
  });
});

/** The same case with its inputs moved by a vector that runs over all of them. */
function moved(gradientCase: GradientCase, by: Float32Array): GradientCase {
  return {
    ...gradientCase,
    loss: (engine, variables) => {
      let first = 0;
      for (const variable of variables) {
        variable.assign(variable.add(engine.tf.tensor(by.slice(first, first + variable.size), variable.shape)));
        first += variable.size;
      }
      return gradientCase.loss(engine, variables);
    },
  };
}

describe.each([['wasm', openWasm], ['wasm-blas', blas], ['tfjs-node', native]] as const)('engine %s', (name, open) => {
  it('passes its self-test, leaves no tensors, and moves averages as torch does', async () => {
    const engine = await open();
    if (typeof engine === 'string') return void process.stdout.write(`engine ${name} is not on this machine, its gradients are not tested: ${engine}\n`);
    expect(selfTest(engine)).toEqual([]);
    const before = engine.tf.memory().numTensors;
    selfTest(engine);
    expect(engine.tf.memory().numTensors).toBe(before);
    // Channel 1: 1 2 3 6, mean 3, variance with n - 1 14/3. Channel 2: 10 20 40 10, mean 20, variance 200.
    const expected = [0.3, 2, 0.9 + 1.4 / 3, 0.9 + 20];
    movedAverages(engine).forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 4));
  });
});

describe('choice of an engine', () => {
  const missing = (): Promise<TensorEngine> => Promise.reject(new Error('not built\n  at some place'));
  const unsound = async (): Promise<TensorEngine> => {
    const engine = await openCpu();
    return { ...engine, name: 'tfjs-node', operations: { ...engine.operations, relu: (x) => engine.tf.leakyRelu(x, 0.01) } };
  };
  const sound = async (): Promise<TensorEngine> => ({ ...(await openCpu()), name: 'wasm' });
  const openers = (over: Partial<EngineOpeners>): EngineOpeners => ({ 'tfjs-node': missing, 'wasm-blas': missing, wasm: missing, cpu: missing, ...over });

  it('passes over what is missing and says why', async () => {
    expect(await openEngine('auto', openers({ wasm: sound }))).toMatchObject({ ok: true, value: { engine: { name: 'wasm' }, passedOver: [{ name: 'tfjs-node', reason: 'not built' }, { name: 'wasm-blas', reason: 'not built' }] } });
  });
  it('passes over an engine whose gradients are wrong', async () => {
    const found = await openEngine('auto', openers({ 'tfjs-node': unsound, wasm: sound }));
    expect(found).toMatchObject({ ok: true, value: { engine: { name: 'wasm' }, passedOver: [{ name: 'tfjs-node' }, { name: 'wasm-blas' }] } });
    expect(found.ok && found.value.passedOver[0]?.reason).toContain('relu differs');
  });
  it('never replaces a named engine', async () => {
    expect(await openEngine('tfjs-node', openers({ 'tfjs-node': unsound, wasm: sound }))).toMatchObject({ ok: false, refusal: { code: 'engine-unavailable' } });
  });
  it('never falls back to the reference engine', async () => {
    expect(await openEngine('auto', openers({ cpu: sound }))).toMatchObject({ ok: false, refusal: { code: 'engine-unavailable' } });
  });
  it('takes nothing that is not a number for right', () => {
    expect(relativeDifference([NaN], [1])).toBe(Infinity);
    expect(relativeDifference([1], [1, 2])).toBe(Infinity);
    expect(SELF_TEST_TOLERANCE).toBeLessThanOrEqual(1e-4);
  });
});
