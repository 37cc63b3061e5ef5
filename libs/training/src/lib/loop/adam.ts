/** Constants of Adam as published. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The memory of the optimiser: steps taken and the two moments of each parameter. */
export interface AdamState {
  readonly step: number;
  readonly first: readonly Float32Array[];
  readonly second: readonly Float32Array[];
}

/** One parameter with its gradient for a step. */
export interface AdamTarget {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /** Whether weight decay applies: to filters and weights, not to scales and shifts. */
  readonly decays: boolean;
}

/** Length of all gradients together. */
export const gradientNorm = (gradients: readonly Float32Array[]): number => {
  let sum = 0;
  for (const gradient of gradients) for (let index = 0; index < gradient.length; index++) sum += (gradient[index] ?? 0) ** 2;
  return Math.sqrt(sum);
};

/**
 * Adam with decoupled weight decay on plain arrays: one pass over the numbers instead of a dozen tensor operations for each
 * parameter, the same bits on every engine, and a state that is written to a checkpoint as it is.
 */
export class Adam {
  private step = 0;
  private first: Float32Array[] = [];
  private second: Float32Array[] = [];

  /** Changes the values in place. `scale` multiplies the gradient (clipping). */
  apply(targets: readonly AdamTarget[], learningRate: number, weightDecay: number, scale = 1): void {
    if (this.first.length === 0) {
      this.first = targets.map(({ values }) => new Float32Array(values.length));
      this.second = targets.map(({ values }) => new Float32Array(values.length));
    }
    this.step++;
    const rate = (learningRate * Math.sqrt(1 - BETA2 ** this.step)) / (1 - BETA1 ** this.step);
    const epsilon = EPSILON * Math.sqrt(1 - BETA2 ** this.step);
    for (const [index, { values, gradient, decays }] of targets.entries()) {
      const [m, v] = [this.first[index], this.second[index]];
      if (m?.length !== values.length || v?.length !== values.length) throw new RangeError('the optimiser remembers other parameters');
      const keep = decays ? 1 - learningRate * weightDecay : 1;
      for (let at = 0; at < values.length; at++) {
        const slope = (gradient[at] ?? 0) * scale;
        const mean = (m[at] = BETA1 * (m[at] ?? 0) + (1 - BETA1) * slope);
        const square = (v[at] = BETA2 * (v[at] ?? 0) + (1 - BETA2) * slope * slope);
        values[at] = (values[at] ?? 0) * keep - (rate * mean) / (Math.sqrt(square) + epsilon);
      }
    }
  }

  state(): AdamState {
    return { step: this.step, first: this.first.map((values) => values.slice()), second: this.second.map((values) => values.slice()) };
  }

  restore({ step, first, second }: AdamState): void {
    this.step = step;
    this.first = first.map((values) => values.slice());
    this.second = second.map((values) => values.slice());
  }
}
