import type { Tf } from './tensor-engine.ts';

const isTf = (value: unknown): value is Tf => typeof value === 'object' && value !== null && 'variableGrads' in value && 'tensor' in value;

/** The tfjs namespace inside an imported module: CommonJS packages arrive as the default export, bundled ones directly. */
function tfOf(imported: unknown): Tf {
  if (typeof imported === 'object' && imported !== null && 'default' in imported && isTf(imported.default)) return imported.default;
  if (isTf(imported)) return imported;
  throw new Error('The imported package is not tfjs.');
}

/** The same, in production mode: tfjs otherwise advertises its other packages on the console. */
export function quietTf(imported: unknown): Tf {
  const tf = tfOf(imported);
  tf.enableProdMode();
  return tf;
}
