import { openTfjsNode } from './tfjs-node.engine.ts';
import { openWasm } from './wasm.engine.ts';
import type { Optimiser, OptimiserKind, UpdateRates } from './optimiser.ts';
import type { TensorEngine, Variable } from './tensor-engine.ts';

const native = async (): Promise<TensorEngine | string> => openTfjsNode().catch((error: unknown) => String(error));
const RATES: UpdateRates = { learningRate: 0.1, weightDecay: 0.5, momentum: 0.9, scale: 1 };
const GRADIENTS = [[0.5, -1], [0.1, 0.3], [-0.7, 0.2]] as const;

/** The published rules in double precision. */
function expected(kind: OptimiserKind, decays: boolean, scale: number): number[] {
  const [weight, first, second] = [[1, -2], [0, 0], [0, 0]];
  GRADIENTS.forEach((gradient, index) => gradient.forEach((raw, at) => {
    const slope = raw * scale;
    weight[at] = (weight[at] ?? 0) * (decays ? 1 - 0.05 : 1);
    if (kind === 'sgd') {
      first[at] = 0.9 * (first[at] ?? 0) + slope;
      weight[at] -= 0.1 * first[at];
      return;
    }
    first[at] = 0.9 * (first[at] ?? 0) + 0.1 * slope;
    second[at] = 0.999 * (second[at] ?? 0) + 0.001 * slope * slope;
    const [m, v] = [first[at] / (1 - 0.9 ** (index + 1)), second[at] / (1 - 0.999 ** (index + 1))];
    weight[at] -= (0.1 * m) / (Math.sqrt(v) + 1e-8);
  }));
  return weight;
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe.each([['wasm', openWasm], ['tfjs-node', native]] as const)('optimisers of %s', (name, open) => {
  let engine: TensorEngine | null = null;
  beforeAll(async () => {
    const opened = await open();
    if (typeof opened === 'string') process.stdout.write(`engine ${name} is not on this machine, its optimisers are not tested: ${opened}\n`);
    else engine = opened;
  });

  const target = ({ tf }: TensorEngine): Variable => tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
  const create = (on: TensorEngine, kind: OptimiserKind, variable: Variable, decays = true): Optimiser => on.createOptimiser(kind, [{ variable, shape: [2], decays }]);
  function steps(on: TensorEngine, optimiser: Optimiser, gradients: readonly (readonly [number, number])[], rates = RATES): void {
    for (const gradient of gradients) {
      const tensor = on.tf.tensor1d([...gradient]);
      optimiser.apply([tensor], rates);
      tensor.dispose();
    }
  }

  it.each<[OptimiserKind, boolean, number]>([['adam', false, 1], ['adam', true, 1], ['adam', true, 0.5], ['sgd', false, 1], ['sgd', true, 1], ['sgd', true, 0.5]])('%s takes the steps of the published rule (decay %s, scale %d)', (kind, decays, scale) => {
    if (!engine) return;
    const variable = target(engine);
    const optimiser = create(engine, kind, variable, decays);
    steps(engine, optimiser, GRADIENTS, { ...RATES, scale });
    [...variable.dataSync()].forEach((value, at) => expect(value).toBeCloseTo(expected(kind, decays, scale)[at] ?? NaN, 5));
    optimiser.dispose();
    variable.dispose();
  });

  it.each<OptimiserKind>(['adam', 'sgd'])('%s goes on after a restore as if nothing had happened, and leaves no tensors', (kind) => {
    if (!engine) return;
    const before = engine.tf.memory().numTensors;
    const [through, interrupted] = [target(engine), target(engine)];
    const [one, two] = [create(engine, kind, through), create(engine, kind, interrupted)];
    steps(engine, one, GRADIENTS);
    steps(engine, two, GRADIENTS.slice(0, 2));
    const state = two.state();
    const resumed = create(engine, kind, interrupted);
    resumed.restore(state);
    steps(engine, resumed, GRADIENTS.slice(2));
    expect([...interrupted.dataSync()]).toEqual([...through.dataSync()]);
    [one, two, resumed].forEach((optimiser) => optimiser.dispose());
    [through, interrupted].forEach((variable) => variable.dispose());
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it('measures the gradients as one vector, and notices one that is no number', () => {
    if (!engine) return;
    const variable = target(engine);
    const optimiser = create(engine, 'adam', variable);
    const [three, four, wrong] = [engine.tf.tensor1d([3, 0]), engine.tf.tensor1d([0, 4]), engine.tf.tensor1d([1, NaN])];
    expect(optimiser.norm([three, four])).toBeCloseTo(5, 5);
    expect(Number.isFinite(optimiser.norm([three, wrong]))).toBe(false);
    [three, four, wrong, variable].forEach((tensor) => tensor.dispose());
    optimiser.dispose();
  });
});
