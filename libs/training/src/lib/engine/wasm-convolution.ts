import { fourSizes } from './four-sizes.ts';
import { padSymmetric, plainConvolution } from './portable-operations.ts';
import type { ConvolutionShape, Tensor, Tensor4D, Tf, Variable } from './tensor-engine.ts';
import { savedAt, withGradient } from './with-gradient.ts';

/** Turns a filter upside down and left to right; slices joined again, because reversing is slow on WebAssembly. */
function flip(tf: Tf, filter: Tensor4D): Tensor4D {
  const [kernel] = filter.shape;
  if (kernel === 1) return filter;
  const reversed = [...Array(kernel).keys()].reverse();
  const rows = tf.concat(reversed.map((row) => filter.slice([row, 0, 0, 0], [1, -1, -1, -1])), 0);
  return tf.concat(reversed.map((column) => rows.slice([0, column, 0, 0], [-1, 1, -1, -1])), 1);
}

/** Puts zeros between neighbouring pixels: what a stride skipped on the way forward. */
function spread(tf: Tf, dy: Tensor4D, stride: number): Tensor4D {
  if (stride === 1) return dy;
  const [batch, height, width, channels] = dy.shape;
  const columns = tf.pad(dy.reshape([batch * height * width, 1, channels]), [[0, 0], [0, stride - 1], [0, 0]]);
  const rows = tf.pad(columns.reshape([batch * height, 1, width * stride * channels]), [[0, 0], [0, stride - 1], [0, 0]]);
  return rows.reshape([batch, height * stride, width * stride, channels]);
}

/** Cuts or pads with zeros so that the picture has the given height and width. */
function fit(tf: Tf, x: Tensor4D, height: number, width: number): Tensor4D {
  const [batch, rows, columns, channels] = x.shape;
  const cut = x.slice([0, 0, 0, 0], [batch, Math.min(rows, height), Math.min(columns, width), channels]);
  return tf.pad(cut, [[0, 0], [0, Math.max(0, height - rows)], [0, Math.max(0, width - columns)], [0, 0]]);
}

/** Gradient of the pixels as a forward convolution of the spread-out dy with the flipped filter, channels exchanged. */
function inputGradient(tf: Tf, dy: Tensor4D, filter: Tensor4D, height: number, width: number, stride: number): Tensor4D {
  const [kernel] = filter.shape;
  const before = kernel - 1 - (kernel - 1) / 2;
  const turned = tf.transpose(flip(tf, filter), [0, 1, 3, 2]);
  const sparse = tf.pad(spread(tf, dy, stride), [[0, 0], [before, 0], [before, 0], [0, 0]]);
  return tf.conv2d(fit(tf, sparse, height + kernel - 1, width + kernel - 1), turned.as4D(...fourSizes(turned)), 1, 'valid');
}

/** Gradient of the filter as a convolution of the transposed batch with the transposed dy, dilated by the stride. */
function filterGradient(tf: Tf, x: Tensor4D, dy: Tensor4D, kernel: number, stride: number): Tensor4D {
  const batchAsChannels = tf.transpose(padSymmetric(tf, x, (kernel - 1) / 2), [3, 1, 2, 0]);
  const dyAsFilter = tf.transpose(dy, [1, 2, 0, 3]);
  const sums = tf.conv2d(batchAsChannels.as4D(...fourSizes(batchAsChannels)), dyAsFilter.as4D(...fourSizes(dyAsFilter)), 1, 'valid', 'NHWC', stride);
  const gradient = tf.transpose(sums.slice([0, 0, 0, 0], [-1, kernel, kernel, -1]), [1, 2, 0, 3]);
  return gradient.as4D(...fourSizes(gradient));
}

/**
 * A convolution whose gradients are convolutions: the WebAssembly backend has no kernel for the gradient of a filter, and
 * its own kernel for the gradient of the pixels is slower than this.
 */
export function wasmConvolution(tf: Tf, x: Tensor4D, filter: Variable, shape: ConvolutionShape): Tensor4D {
  const { stride } = shape;
  const sizes = fourSizes(filter);
  const [kernel] = sizes;
  const weights = (): Tensor4D => filter.as4D(...sizes);
  const backward = (dy: Tensor, saved: readonly Tensor[]): Tensor[] => {
    const [input, used] = [savedAt(saved, 0), savedAt(saved, 1)];
    const [x4, dy4] = [input.as4D(...fourSizes(input)), dy.as4D(...fourSizes(dy))];
    const ofFilter = filterGradient(tf, x4, dy4, kernel, stride);
    return shape.inputGradient ? [inputGradient(tf, dy4, used.as4D(...sizes), x4.shape[1], x4.shape[2], stride), ofFilter] : [ofFilter];
  };
  const forward = (): { value: Tensor; saved: Tensor[] } => ({ value: plainConvolution(tf, x, weights(), shape), saved: [x, filter] });
  const value = withGradient(tf, shape.inputGradient ? [x, filter] : [filter], forward, backward);
  return value.as4D(...fourSizes(value));
}
