import { seededRandom } from '@echocohort/kernel';
import type { ParameterShape } from './parameter-names.ts';

/** Weights by the name of their parameter, as plain numbers. */
export type Weights = ReadonlyMap<string, Float32Array>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Standard normal numbers from uniform ones (Box and Muller). */
export function normalNumbers(count: number, random: () => number): Float32Array {
  const numbers = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()];
    numbers[index] = radius * Math.cos(angle);
    if (index + 1 < count) numbers[index + 1] = radius * Math.sin(angle);
  }
  return numbers;
}

function fresh({ shape, kind, name }: ParameterShape, seed: number): Float32Array {
  const size = sizeOf(shape);
  if (kind === 'gamma' || kind === 'moving-variance') return new Float32Array(size).fill(1);
  if (kind === 'beta' || kind === 'moving-mean' || kind === 'bias') return new Float32Array(size);
  const fan = kind === 'filter' ? size / (shape[2] ?? 1) : (shape[0] ?? 1); // torch: fan out for filters, fan in for the head
  const deviation = kind === 'filter' ? Math.sqrt(2 / fan) : 1 / Math.sqrt(3 * fan);
  return normalNumbers(size, seededRandom(`${seed}/${name}`)).map((value) => value * deviation);
}

/** He initialisation, each parameter from its own stream: the same on every engine, whatever the order. */
export const initialWeights = (parameters: readonly ParameterShape[], seed: number): Weights => new Map(parameters.map((parameter) => [parameter.name, fresh(parameter, seed)]));
