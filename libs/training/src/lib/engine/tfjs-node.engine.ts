import { availableParallelism } from 'node:os';
import util from 'node:util';
import { quietTf } from './module-of.ts';
import { isNativeBackend } from './native-backend.ts';
import { nativeOperations } from './native-operations.ts';
import { NativeOptimiser } from './native-optimiser.ts';
import { NativeRepeated } from './native-repeated.ts';
import type { TensorEngine } from './tensor-engine.ts';

/** Functions that tfjs-node still calls and Node 23 removed. */
const REMOVED_FROM_NODE = { isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined, isArray: (value: unknown): boolean => Array.isArray(value) };

/** The name as a value: the package is optional, so the compiler must not look for it. */
const PACKAGE: string = '@tensorflow/tfjs-node';

/**
 * TensorFlow's C library through tfjs-node. The thread count is fixed before the library loads, because the same seed gives the
 * same weights only at the same count. Throws when the package or its native half is missing.
 */
export async function openTfjsNode(): Promise<TensorEngine> {
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS ?? availableParallelism());
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_NUM_INTEROP_THREADS ??= String(threads); // operations of a graph that do not wait for each other run at the same time
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  for (const [name, replacement] of Object.entries(REMOVED_FROM_NODE)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: replacement, configurable: true });
  }
  const imported: unknown = await import(PACKAGE);
  const tf = quietTf(imported);
  if (!(await tf.setBackend('tensorflow'))) throw new Error('tfjs-node does not offer its tensorflow backend');
  await tf.ready();
  const backend: unknown = tf.backend();
  if (!isNativeBackend(backend)) throw new Error('the tensorflow backend is not the native one');
  return {
    name: 'tfjs-node',
    versions: { tfjs: tf.version.tfjs, tensorflow: backend.binding.TF_Version, node: process.version },
    threads,
    tf,
    operations: nativeOperations(tf, backend),
    repeated: (compute, variables) => new NativeRepeated(tf, backend, compute, variables),
    createOptimiser: (kind, targets) => new NativeOptimiser(tf, backend, kind, targets),
  };
}
