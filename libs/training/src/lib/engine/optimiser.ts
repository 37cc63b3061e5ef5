import type { Tensor, Variable } from './tensor-engine.ts';

export type OptimiserKind = 'adam' | 'sgd';

/** Constants of Adam as published. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** A parameter that an optimiser changes. */
export interface OptimiserTarget {
  readonly variable: Variable;
  readonly shape: readonly number[];
  /** Whether weight decay applies: to filters and weights, not to scales and shifts. */
  readonly decays: boolean;
}

/** The memory of an optimiser: steps taken, and the moments of each parameter (the second is empty for SGD). */
export interface OptimiserState {
  readonly step: number;
  readonly first: readonly Float32Array[];
  readonly second: readonly Float32Array[];
}

export interface UpdateRates {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Of SGD. */
  readonly momentum: number;
  /** Multiplies the gradients: clipping, and the mean over accumulated batches. */
  readonly scale: number;
}

/** Changes parameters by their gradients. Gradients come in the order of the targets and stay the caller's. */
export interface Optimiser {
  /** Length of all gradients together; not finite when one of them is not. */
  norm(gradients: readonly Tensor[]): number;
  apply(gradients: readonly Tensor[], rates: UpdateRates): void;
  state(): OptimiserState;
  restore(state: OptimiserState): void;
  dispose(): void;
}

/** How long a step of Adam is, with its correction for the young moments. */
export function adamRates(step: number, learningRate: number): { readonly rate: number; readonly epsilon: number } {
  const correction = Math.sqrt(1 - ADAM.beta2 ** step);
  return { rate: (learningRate * correction) / (1 - ADAM.beta1 ** step), epsilon: ADAM.epsilon * correction };
}
