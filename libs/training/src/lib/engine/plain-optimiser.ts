import { ADAM, adamRates, type Optimiser, type OptimiserKind, type OptimiserState, type OptimiserTarget, type UpdateRates } from './optimiser.ts';
import type { Tensor, Tf } from './tensor-engine.ts';

/** One parameter with its gradient and moments for a step. */
export interface PlainTarget {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  readonly decays: boolean;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** One step of Adam with decoupled weight decay (Kingma 2015, Loshchilov 2019), in place. */
export function adamStep({ values, gradient, decays, first, second }: PlainTarget, step: number, { learningRate, weightDecay, scale }: UpdateRates): void {
  const { rate, epsilon } = adamRates(step, learningRate);
  const keep = decays ? 1 - learningRate * weightDecay : 1;
  for (let at = 0; at < values.length; at++) {
    const slope = (gradient[at] ?? 0) * scale;
    const mean = (first[at] = ADAM.beta1 * (first[at] ?? 0) + (1 - ADAM.beta1) * slope);
    const square = (second[at] = ADAM.beta2 * (second[at] ?? 0) + (1 - ADAM.beta2) * slope * slope);
    values[at] = (values[at] ?? 0) * keep - (rate * mean) / (Math.sqrt(square) + epsilon);
  }
}

/** One step of gradient descent with momentum as torch has it, and decoupled weight decay, in place. */
export function sgdStep({ values, gradient, decays, first }: PlainTarget, { learningRate, weightDecay, momentum, scale }: UpdateRates): void {
  const keep = decays ? 1 - learningRate * weightDecay : 1;
  for (let at = 0; at < values.length; at++) {
    const speed = (first[at] = momentum * (first[at] ?? 0) + (gradient[at] ?? 0) * scale);
    values[at] = (values[at] ?? 0) * keep - learningRate * speed;
  }
}

/**
 * Optimiser on plain arrays, for engines without native operations: one pass over the numbers instead of a dozen tensor
 * operations for each parameter, the same bits on each of them, and a state that is written to a checkpoint as it is.
 */
export class PlainOptimiser implements Optimiser {
  private readonly tf: Tf;
  private readonly kind: OptimiserKind;
  private readonly targets: readonly OptimiserTarget[];
  private readonly masters: Float32Array[];
  private step = 0;
  private first: Float32Array[];
  private second: Float32Array[];

  constructor(tf: Tf, kind: OptimiserKind, targets: readonly OptimiserTarget[]) {
    this.tf = tf;
    this.kind = kind;
    this.targets = targets;
    this.masters = targets.map(({ variable }) => Float32Array.from(variable.dataSync()));
    this.first = this.masters.map((values) => new Float32Array(values.length));
    this.second = this.masters.map((values) => new Float32Array(kind === 'adam' ? values.length : 0));
  }

  norm(gradients: readonly Tensor[]): number {
    let sum = 0;
    for (const gradient of gradients) {
      const values = gradient.dataSync();
      for (let at = 0; at < values.length; at++) sum += (values[at] ?? 0) ** 2;
    }
    return Math.sqrt(sum);
  }

  apply(gradients: readonly Tensor[], rates: UpdateRates): void {
    this.step++;
    for (const [index, { variable, shape, decays }] of this.targets.entries()) {
      const [values, first, second] = [this.masters[index], this.first[index], this.second[index]];
      const gradient = gradients[index]?.dataSync();
      if (!values || !first || !second || !(gradient instanceof Float32Array) || gradient.length !== values.length) throw new RangeError('the gradients are not those of these parameters');
      const target = { values, gradient, decays, first, second };
      if (this.kind === 'adam') adamStep(target, this.step, rates);
      else sgdStep(target, rates);
      this.tf.tidy(() => variable.assign(this.tf.tensor(values.slice(), [...shape])));
    }
  }

  state(): OptimiserState {
    return { step: this.step, first: this.first.map((values) => values.slice()), second: this.second.map((values) => values.slice()) };
  }

  restore({ step, first, second }: OptimiserState): void {
    this.step = step;
    this.first = first.map((values) => values.slice());
    this.second = second.map((values) => values.slice());
  }

  dispose(): void {
    // Plain arrays: nothing lies on the engine.
  }
}
