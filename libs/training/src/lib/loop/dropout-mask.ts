import { seededRandom } from '@echocohort/kernel';

/** Which features a step leaves out: 0, or 1/(1-p) so that the sum stays. Drawn here because a seeded tfjs layer repeats one mask for ever. */
export function dropoutMask(size: number, share: number, seed: string): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: size }, () => (random() < share ? 0 : 1 / (1 - share)));
}
