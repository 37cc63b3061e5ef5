import type { Tensor, Tf } from './tensor-engine.ts';

/** A step forward: its result, and the tensors that the way back will need. */
export interface Forward {
  readonly value: Tensor;
  readonly saved: readonly Tensor[];
}

/** The n-th saved tensor; a missing one is a mistake in the operation, not in its input. */
export function savedAt(saved: readonly Tensor[], index: number): Tensor {
  const tensor = saved[index];
  if (!tensor) throw new Error(`operation saved no tensor ${index}`);
  return tensor;
}

/** An operation with a gradient of its own: `backward` answers one gradient for each input, in order. */
export function withGradient(tf: Tf, inputs: readonly Tensor[], forward: () => Forward, backward: (dy: Tensor, saved: readonly Tensor[]) => Tensor[]): Tensor {
  return tf.customGrad((...given) => {
    const save = given.at(-1);
    if (typeof save !== 'function') throw new TypeError('tfjs passes the saving function last');
    const { value, saved } = forward();
    save([...saved]);
    return { value, gradFunc: backward };
  })(...inputs);
}
