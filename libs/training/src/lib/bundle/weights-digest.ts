import type { Sha256Hex } from '@echocohort/kernel';
import type { ParameterShape } from '../network/parameter-names.ts';
import type { Weights } from '../network/initial-weights.ts';

/** SHA-256 over all weights in the order of the parameters, as little-endian 32-bit numbers. */
export function weightsDigest(parameters: readonly ParameterShape[], weights: Weights, sha256: Sha256Hex): string {
  const arrays = parameters.map(({ name }) => weights.get(name) ?? new Float32Array());
  return sha256(Buffer.concat(arrays.map((values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))));
}
