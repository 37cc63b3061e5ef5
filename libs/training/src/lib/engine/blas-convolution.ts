import type { DataId } from '@tensorflow/tfjs';
import { fourSizes } from './four-sizes.ts';
import { fromColumns, toColumns, windowsOf, type Windows } from './image-columns.ts';
import type { Blas } from './openblas.ts';
import type { ConvolutionShape, Tensor, Tensor4D, Tf, Variable } from './tensor-engine.ts';
import { savedAt, withGradient } from './with-gradient.ts';

/** A tensor as a backend knows it. */
interface BackendTensor {
  readonly dataId: DataId;
  readonly shape: number[];
  readonly dtype: 'float32';
}

/** The part of the WebAssembly backend through which its heap is reached. */
export interface WasmHeap {
  makeOutput(shape: number[], dtype: 'float32'): BackendTensor;
  typedArrayFromHeap(tensor: { readonly dataId: DataId; readonly shape: number[]; readonly dtype: string }): unknown;
}

export const isWasmHeap = (backend: unknown): backend is WasmHeap => typeof backend === 'object' && backend !== null && 'makeOutput' in backend && 'typedArrayFromHeap' in backend;

/** Convolutions as matrix products by OpenBLAS, straight on the numbers in the heap of the WebAssembly backend. */
export class BlasConvolution {
  private readonly tf: Tf;
  private readonly heap: WasmHeap;
  private readonly blas: Blas;
  private scratch = new Float32Array(0);

  constructor(tf: Tf, heap: WasmHeap, blas: Blas) {
    this.tf = tf;
    this.heap = heap;
    this.blas = blas;
  }

  /** The numbers of a tensor where they lie. Valid until the next tensor is made: the heap may move when it grows. */
  private numbers(tensor: { readonly dataId: DataId; readonly shape: number[]; readonly dtype: string }): Float32Array {
    const numbers = this.heap.typedArrayFromHeap(tensor);
    if (!(numbers instanceof Float32Array)) throw new TypeError('a tensor of this engine does not hold 32-bit numbers');
    return numbers;
  }

  private result(shape: number[]): Tensor {
    return this.tf.engine().makeTensorFromTensorInfo(this.heap.makeOutput(shape, 'float32'));
  }

  /** Room for the columns of one picture, zero where windows reach outside. */
  private columns(size: number): Float32Array {
    if (this.scratch.length < size) this.scratch = new Float32Array(size);
    return this.scratch.subarray(0, size).fill(0);
  }

  /** Calls for each picture of the batch with its windows laid out; a 1x1 window without stride is the picture itself. */
  private eachPicture(windows: Windows, batch: number, pictures: Float32Array, use: (columns: Float32Array, picture: number) => void): void {
    const size = windows.height * windows.width * windows.channels;
    const inner = windows.kernel ** 2 * windows.channels;
    for (let picture = 0; picture < batch; picture++) {
      const own = pictures.subarray(picture * size, (picture + 1) * size);
      if (windows.kernel === 1 && windows.stride === 1) use(own, picture);
      else {
        const columns = this.columns(windows.rows * windows.columns * inner);
        toColumns(windows, own, columns);
        use(columns, picture);
      }
    }
  }

  private forward(x: Tensor4D, filter: Tensor, stride: number): Tensor {
    const [kernel, , , outputs] = fourSizes(filter);
    const [batch, height, width, channels] = x.shape;
    const windows = windowsOf(height, width, channels, kernel, stride);
    const [places, inner] = [windows.rows * windows.columns, kernel ** 2 * channels];
    const result = this.result([batch, windows.rows, windows.columns, outputs]);
    const [out, weights] = [this.numbers(result), this.numbers(filter)];
    this.eachPicture(windows, batch, this.numbers(x), (columns, picture) => {
      this.blas.multiply({ a: columns, b: weights, c: out.subarray(picture * places * outputs, (picture + 1) * places * outputs), rows: places, columns: outputs, inner });
    });
    return result;
  }

  private filterGradient(x: Tensor4D, dy: Tensor4D, sizes: [number, number, number, number], stride: number): Tensor {
    const [kernel, , channels, outputs] = sizes;
    const [batch, height, width] = x.shape;
    const windows = windowsOf(height, width, channels, kernel, stride);
    const [places, inner] = [windows.rows * windows.columns, kernel ** 2 * channels];
    const result = this.result(sizes);
    const [sum, slopes] = [this.numbers(result), this.numbers(dy)];
    this.eachPicture(windows, batch, this.numbers(x), (columns, picture) => {
      this.blas.multiply({ a: columns, b: slopes.subarray(picture * places * outputs, (picture + 1) * places * outputs), c: sum, rows: inner, columns: outputs, inner: places, transposeA: true, add: picture > 0 });
    });
    return result;
  }

  private inputGradient(x: Tensor4D, dy: Tensor4D, filter: Tensor, stride: number): Tensor {
    const [kernel, , channels, outputs] = fourSizes(filter);
    const [batch, height, width] = x.shape;
    const windows = windowsOf(height, width, channels, kernel, stride);
    const [places, inner, size] = [windows.rows * windows.columns, kernel ** 2 * channels, height * width * channels];
    const result = this.result([batch, height, width, channels]);
    const [sum, slopes, weights] = [this.numbers(result).fill(0), this.numbers(dy), this.numbers(filter)];
    const columns = this.columns(places * inner);
    for (let picture = 0; picture < batch; picture++) {
      this.blas.multiply({ a: slopes.subarray(picture * places * outputs, (picture + 1) * places * outputs), b: weights, c: columns, rows: places, columns: inner, inner: outputs, transposeB: true });
      fromColumns(windows, columns, sum.subarray(picture * size, (picture + 1) * size));
    }
    return result;
  }

  convolve(x: Tensor4D, filter: Variable, { stride, inputGradient }: ConvolutionShape): Tensor4D {
    const sizes = fourSizes(filter);
    const backward = (dy: Tensor, saved: readonly Tensor[]): Tensor[] => {
      const [input, used] = [savedAt(saved, 0), savedAt(saved, 1)];
      const [x4, dy4] = [input.as4D(...fourSizes(input)), dy.as4D(...fourSizes(dy))];
      const ofFilter = this.filterGradient(x4, dy4, sizes, stride);
      return inputGradient ? [this.inputGradient(x4, dy4, used, stride), ofFilter] : [ofFilter];
    };
    const value = withGradient(this.tf, inputGradient ? [x, filter] : [filter], () => ({ value: this.forward(x, filter, stride), saved: [x, filter] }), backward);
    return value.as4D(...fourSizes(value));
  }
}
