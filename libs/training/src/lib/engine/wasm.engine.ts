import { quietTf } from './module-of.ts';
import { portableOperations, portableRepeated } from './portable-operations.ts';
import { PlainOptimiser } from './plain-optimiser.ts';
import type { TensorEngine } from './tensor-engine.ts';
import { wasmConvolution } from './wasm-convolution.ts';

/** tfjs on WebAssembly with our own convolution gradients: trains on any machine, on one thread. */
export async function openWasm(): Promise<TensorEngine> {
  const tf = quietTf(await import('@tensorflow/tfjs'));
  const { version_wasm: wasm } = await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  await tf.ready();
  return {
    name: 'wasm',
    versions: { tfjs: tf.version.tfjs, wasm, node: process.version },
    threads: 1,
    tf,
    operations: portableOperations(tf, (x, filter, shape) => wasmConvolution(tf, x, filter, shape)),
    repeated: portableRepeated(tf),
    createOptimiser: (kind, targets) => new PlainOptimiser(tf, kind, targets),
  };
}
