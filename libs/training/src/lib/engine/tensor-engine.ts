import type * as tfjs from '@tensorflow/tfjs';
import type { Optimiser, OptimiserKind, OptimiserTarget } from './optimiser.ts';

/** The tfjs namespace. Imported as a type only: the library itself is loaded when an engine is opened. */
export type Tf = typeof tfjs;
export type Tensor = tfjs.Tensor;
export type Scalar = tfjs.Scalar;
export type Tensor2D = tfjs.Tensor2D;
export type Tensor4D = tfjs.Tensor4D;
export type Variable = tfjs.Variable;

/** Engines that can train; `cpu` is the slow reference that gradient tests compare with. */
export const ENGINE_NAMES = ['tfjs-node', 'wasm-blas', 'wasm', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Batch norm as torch has it: added to the variance, and the share of a new batch in the moving averages. */
export const BATCH_NORM_EPSILON = 1e-5;
export const BATCH_NORM_MOMENTUM = 0.1;

/** Scale, shift and moving averages of one batch norm. */
export interface BatchNormVariables {
  readonly gamma: Variable;
  readonly beta: Variable;
  readonly movingMean: Variable;
  readonly movingVariance: Variable;
}

/** A convolution without bias: square kernel, symmetric padding, as torch. */
export interface ConvolutionShape {
  readonly stride: 1 | 2;
  /** False for the first layer: nobody asks for the gradient of the pixels. */
  readonly inputGradient: boolean;
}

/** The operations whose fastest form differs between engines; everything else is written once against tfjs. */
export interface EngineOperations {
  convolve(x: Tensor4D, filter: Variable, shape: ConvolutionShape): Tensor4D;
  /** Normalises by the batch's own statistics and moves the averages; the moving variance is the unbiased one, as in torch. */
  batchNormTraining(x: Tensor4D, norm: BatchNormVariables): Tensor4D;
  relu(x: Tensor4D): Tensor4D;
  /** The largest of 3x3 pixels at every second one; the caller has padded. */
  maxPool(x: Tensor4D): Tensor4D;
}

/** Tensors by name: what changes from one run of a repeated computation to the next. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/**
 * What a repeated computation does: the same operations on tensors of the same shapes every time. Whatever changes between two runs comes in by name;
 * everything else that it makes is taken to be the same for ever. It may assign the variables that it was announced with.
 */
export type Computation = (inputs: NamedTensors) => readonly Tensor[];

/** A computation that an engine may prepare once and then run many times. */
export interface Repeated {
  /** The results belong to the caller, and so do the inputs. */
  run(inputs: NamedTensors): Tensor[];
  dispose(): void;
}

/** One way to compute, opened once per training process. */
export interface TensorEngine {
  readonly name: EngineName;
  /** Versions of what computes, for the run's record. */
  readonly versions: Readonly<Record<string, string>>;
  readonly threads: number;
  readonly tf: Tf;
  readonly operations: EngineOperations;
  /** An optimiser of the parameters as they are now on this engine. */
  /** `variables`: all that the computation reads or assigns. */
  readonly repeated: (compute: Computation, variables: readonly Variable[]) => Repeated;
  readonly createOptimiser: (kind: OptimiserKind, targets: readonly OptimiserTarget[]) => Optimiser;
}
