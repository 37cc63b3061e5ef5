import type { Sha256Hex } from '@echocohort/kernel';
import type { ParameterShape } from '../network/parameter-names.ts';
import type { Weights } from '../network/initial-weights.ts';

/** SHA-256 over all weights in the order of the parameters, as little-endian 32-bit numbers. */
export function weightsDigest(parameters: readonly ParameterShape[], weights: Weights, sha256: Sha256Hex): string {
  const arrays = parameters.map(({ name }) => weights.get(name) ?? new Float32Array());
  const view = new DataView(new ArrayBuffer(arrays.reduce((sum, values) => sum + 4 * values.length, 0)));
  let at = 0;
  for (const values of arrays) for (const value of values) view.setFloat32((at += 4) - 4, value, true);
  return sha256(new Uint8Array(view.buffer));
}
