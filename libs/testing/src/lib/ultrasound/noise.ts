import { seededRandom } from '@echocohort/kernel';

const SIZE = 1 << 16;
let table: Float32Array | null = null;

/** Box-Muller normal deviates, made once: drawing them anew for each picture would cost more than the picture. */
function normals(): Float32Array {
  if (table) return table;
  const random = seededRandom('normal-table');
  const values = new Float32Array(SIZE);
  for (let index = 0; index < SIZE; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[index] = radius * Math.cos(angle);
    values[index + 1] = radius * Math.sin(angle);
  }
  table = values;
  return values;
}

/** A stream of normal deviates that starts at a place drawn from `random`, with a stride that hides the table's period. */
export function normalStream(random: () => number): (target: Float32Array) => void {
  const values = normals();
  let at = Math.floor(random() * SIZE);
  const stride = 2 * Math.floor(random() * (SIZE / 2)) + 1;
  return (target) => {
    for (let index = 0; index < target.length; index++) {
      at = (at + stride) & (SIZE - 1);
      target[index] = values[at] ?? 0;
    }
  };
}

/** One normal deviate. */
export function normal(random: () => number, mean = 0, deviation = 1): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export const between = (random: () => number, low: number, high: number): number => low + (high - low) * random();

/** Smooth noise of about [-1, 1] over the plane, with grains of `grainCm`: lattice values, smoothly joined. */
export function smoothField(random: () => number, grainCm: number): (x: number, z: number) => number {
  const side = 32;
  const lattice = Float32Array.from({ length: side * side }, () => random() * 2 - 1);
  const value = (column: number, row: number): number => lattice[(row & (side - 1)) * side + (column & (side - 1))] ?? 0;
  return (x, z) => {
    const u = x / grainCm + 64;
    const v = z / grainCm + 64;
    const column = Math.floor(u);
    const row = Math.floor(v);
    const a = u - column;
    const b = v - row;
    const s = a * a * (3 - 2 * a);
    const t = b * b * (3 - 2 * b);
    const top = value(column, row) * (1 - s) + value(column + 1, row) * s;
    const bottom = value(column, row + 1) * (1 - s) + value(column + 1, row + 1) * s;
    return top * (1 - t) + bottom * t;
  };
}
