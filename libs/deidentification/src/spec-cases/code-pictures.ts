import { seededRandom } from '@echocohort/kernel';

/** Side of a code of version 1, in modules. */
const SIDE = 21;

/** Whether a module is dark: three corner squares of 7 modules, the rest by chance, a light border around the squares. */
function isDark(x: number, y: number, random: () => number): boolean {
  const corner = (left: number, top: number): boolean | null => {
    const [dx, dy] = [x - left, y - top];
    if (dx < -1 || dy < -1 || dx > 7 || dy > 7) return null;
    if (dx < 0 || dy < 0 || dx > 6 || dy > 6) return false;
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
    return ring !== 2;
  };
  return corner(0, 0) ?? corner(SIDE - 7, 0) ?? corner(0, SIDE - 7) ?? random() < 0.5;
}

/** A picture with a QR code drawn into it; it cannot be read, but looks like one. */
export function matrixCodeAt(picture: Uint8Array, width: number, { x, y, unit, seed, inverse = false }: { x: number; y: number; unit: number; seed: string; inverse?: boolean }): Uint8Array {
  const random = seededRandom(seed);
  const bytes = picture.slice();
  for (let row = -2; row < SIDE + 2; row++) for (let column = -2; column < SIDE + 2; column++) {
    const dark = row >= 0 && column >= 0 && row < SIDE && column < SIDE && isDark(column, row, random);
    for (let dy = 0; dy < unit; dy++) for (let dx = 0; dx < unit; dx++) bytes[(y + row * unit + dy) * width + x + column * unit + dx] = dark === inverse ? 235 : 15;
  }
  return bytes;
}

/** A picture with a bar code of sixty bars drawn into it. */
export function barcodeAt(picture: Uint8Array, width: number, { x, y, rows, seed }: { x: number; y: number; rows: number; seed: string }): Uint8Array {
  const random = seededRandom(seed);
  const bytes = picture.slice();
  let at = x;
  for (let bar = 0; bar < 60; bar++) {
    const wide = 1 + Math.floor(random() * 3);
    for (let row = 0; row < rows; row++) bytes.fill(bar % 2 === 0 ? 15 : 235, (y + row) * width + at, (y + row) * width + at + wide);
    at += wide;
  }
  return bytes;
}
