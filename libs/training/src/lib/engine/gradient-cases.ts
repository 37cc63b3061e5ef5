import { seededRandom } from '@echocohort/kernel';
import { batchHardTriplet, binaryCrossEntropy } from '../loop/losses.ts';
import { normalNumbers, sizeOf } from '../network/initial-weights.ts';
import { padSymmetric } from './portable-operations.ts';
import type { Tensor, Tensor4D, TensorEngine, Variable } from './tensor-engine.ts';

/** One small computation whose gradients every engine must get right. */
export interface GradientCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  /** A number from variables of those shapes. */
  readonly loss: (engine: TensorEngine, variables: readonly Variable[]) => Tensor;
}

const given = (variables: readonly Variable[], index: number): Variable => {
  const variable = variables[index];
  if (!variable) throw new Error(`the case has no variable ${index}`);
  return variable;
};

const pictures = (variable: Variable): Tensor4D => variable.as4D(variable.shape[0] ?? 0, variable.shape[1] ?? 0, variable.shape[2] ?? 0, variable.shape[3] ?? 0);

/** Fixed numbers for a name: inputs and projections are the same on every engine. */
const fixed = (engine: TensorEngine, name: string, shape: readonly number[]): Tensor => engine.tf.tensor(normalNumbers(sizeOf(shape), seededRandom(name)), [...shape]);

/** Reduces a result to a number by fixed weights, so that every element counts. */
const project = (engine: TensorEngine, name: string, value: Tensor): Tensor => engine.tf.sum(value.mul(fixed(engine, `${name}/projection`, value.shape)));

const convolution = (name: string, kernel: number, stride: 1 | 2, size: number): GradientCase => ({
  name,
  shapes: [[2, size, size, 2], [kernel, kernel, 2, 3]],
  loss: (engine, variables) => project(engine, name, engine.operations.convolve(pictures(given(variables, 0)), given(variables, 1), { stride, inputGradient: true })),
});

const labels = (engine: TensorEngine): ReturnType<TensorEngine['tf']['tensor2d']> => engine.tf.tensor2d([0, 1, 0, 1, 1, 0], [6, 1]);

export const GRADIENT_CASES: readonly GradientCase[] = [
  convolution('convolution 3x3 stride 1', 3, 1, 5),
  convolution('convolution 3x3 stride 2', 3, 2, 6),
  convolution('convolution 3x3 stride 2, odd', 3, 2, 5),
  convolution('convolution 7x7 stride 2', 7, 2, 8),
  convolution('convolution 1x1 stride 2', 1, 2, 6),
  {
    name: 'batch norm',
    shapes: [[3, 3, 3, 2], [2], [2]],
    loss: (engine, variables) => {
      const { tf } = engine;
      const moving = [tf.variable(tf.zeros([2]), false), tf.variable(tf.ones([2]), false)];
      const norm = { gamma: given(variables, 1), beta: given(variables, 2), movingMean: given(moving, 0), movingVariance: given(moving, 1) };
      const value = project(engine, 'batch norm', engine.operations.batchNormTraining(pictures(given(variables, 0)), norm));
      moving.forEach((variable) => variable.dispose());
      return value;
    },
  },
  { name: 'relu', shapes: [[2, 3, 3, 2]], loss: (engine, variables) => project(engine, 'relu', engine.operations.relu(pictures(given(variables, 0)))) },
  {
    name: 'max-pool 3x3 stride 2',
    shapes: [[2, 6, 6, 2]],
    loss: (engine, variables) => project(engine, 'max-pool', engine.operations.maxPool(padSymmetric(engine.tf, engine.tf.relu(pictures(given(variables, 0))), 1))),
  },
  {
    name: 'batch-hard triplet',
    shapes: [[6, 4]],
    loss: (engine, variables) => batchHardTriplet(engine.tf, given(variables, 0).as2D(6, 4), labels(engine), 0.3),
  },
  {
    name: 'binary cross-entropy',
    shapes: [[6, 1]],
    loss: (engine, variables) => binaryCrossEntropy(engine.tf, given(variables, 0).as2D(6, 1), labels(engine)),
  },
];

/** The case's loss followed by all its gradients, as plain numbers. */
export function runGradientCase(engine: TensorEngine, { name, shapes, loss }: GradientCase): number[] {
  const { tf } = engine;
  const variables = shapes.map((shape, index) => {
    const start = fixed(engine, `${name}/input ${index}`, shape);
    const variable = tf.variable(start);
    start.dispose();
    return variable;
  });
  try {
    const numbers: number[] = [];
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => loss(engine, variables).asScalar(), variables);
      numbers.push(...value.dataSync(), ...variables.flatMap((variable) => [...(grads[variable.name]?.dataSync() ?? [])]));
    });
    return numbers;
  } finally {
    variables.forEach((variable) => variable.dispose());
  }
}
