import { BlasConvolution, isWasmHeap } from './blas-convolution.ts';
import { quietTf } from './module-of.ts';
import { openBlas } from './openblas.ts';
import { PlainOptimiser } from './plain-optimiser.ts';
import { portableOperations, portableRepeated } from './portable-operations.ts';
import type { TensorEngine } from './tensor-engine.ts';

/**
 * tfjs on WebAssembly with its convolutions done by OpenBLAS through a foreign function interface: three to four times the speed of WebAssembly
 * alone, for machines with a BLAS but without TensorFlow. Throws with the reason where koffi or the library is missing.
 */
export async function openWasmBlas(): Promise<TensorEngine> {
  const blas = await openBlas();
  const tf = quietTf(await import('@tensorflow/tfjs'));
  const { version_wasm: wasm } = await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  await tf.ready();
  const heap: unknown = tf.backend();
  if (!isWasmHeap(heap)) throw new Error('the WebAssembly backend is not the known one');
  const convolution = new BlasConvolution(tf, heap, blas);
  return {
    name: 'wasm-blas',
    versions: { tfjs: tf.version.tfjs, wasm, openblas: `${blas.library} ${blas.kernels}`, node: process.version },
    threads: blas.threads,
    tf,
    operations: portableOperations(tf, (x, filter, shape) => convolution.convolve(x, filter, shape)),
    repeated: portableRepeated(tf),
    createOptimiser: (kind, targets) => new PlainOptimiser(tf, kind, targets),
  };
}
