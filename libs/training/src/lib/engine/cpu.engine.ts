import { fourSizes } from './four-sizes.ts';
import { quietTf } from './module-of.ts';
import { plainConvolution, portableOperations, portableRepeated } from './portable-operations.ts';
import { PlainOptimiser } from './plain-optimiser.ts';
import type { TensorEngine } from './tensor-engine.ts';

/** tfjs in plain JavaScript with the stock convolution gradients: far too slow to train, right for comparing with. */
export async function openCpu(): Promise<TensorEngine> {
  const tf = quietTf(await import('@tensorflow/tfjs'));
  if (!(await tf.setBackend('cpu'))) throw new Error('the cpu backend did not start');
  await tf.ready();
  return {
    name: 'cpu',
    versions: { tfjs: tf.version.tfjs, node: process.version },
    threads: 1,
    tf,
    operations: portableOperations(tf, (x, filter, shape) => plainConvolution(tf, x, filter.as4D(...fourSizes(filter)), shape)),
    repeated: portableRepeated(tf),
    createOptimiser: (kind, targets) => new PlainOptimiser(tf, kind, targets),
  };
}
