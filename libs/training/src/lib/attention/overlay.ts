import { writePng } from './png.ts';

/** A map enlarged to a side by bilinear interpolation, places at the middles of their squares. */
export function enlarge(map: Float32Array, from: number, to: number): Float32Array {
  const result = new Float32Array(to * to);
  const place = (at: number): readonly [number, number, number] => {
    const middle = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
    const low = Math.floor(middle);
    return [low, Math.min(from - 1, low + 1), middle - low];
  };
  const places = Array.from({ length: to }, (_, at) => place(at));
  for (const [row, [top, bottom, down]] of places.entries()) {
    for (let column = 0; column < to; column++) {
      const [left, right, across] = places[column] ?? [0, 0, 0];
      const at = (y: number, x: number): number => map[y * from + x] ?? 0;
      result[row * to + column] = (at(top, left) * (1 - across) + at(top, right) * across) * (1 - down) + (at(bottom, left) * (1 - across) + at(bottom, right) * across) * down;
    }
  }
  return result;
}

/** Black over red and yellow to white: reads in grey too. */
const heat = (share: number): readonly [number, number, number] => [Math.min(1, 3 * share), Math.min(1, Math.max(0, 3 * share - 1)), Math.min(1, Math.max(0, 3 * share - 2))];

/** The picture and, beside it, the picture under its attention map, enlarged so that one can look at it. */
export function attentionPng(pixels: Uint8Array, side: number, map: Float32Array): Uint8Array {
  const times = Math.max(1, Math.ceil(192 / side));
  const [big, gap] = [side * times, 4];
  const large = enlarge(map, Math.round(Math.sqrt(map.length)), big);
  const strongest = large.reduce((most, value) => Math.max(most, value), 0);
  const weakest = large.reduce((least, value) => Math.min(least, value), strongest);
  const width = 2 * big + gap;
  const rgb = new Uint8Array(3 * width * big).fill(255);
  for (let row = 0; row < big; row++) {
    for (let column = 0; column < big; column++) {
      const grey = pixels[Math.floor(row / times) * side + Math.floor(column / times)] ?? 0;
      // From the weakest place of the picture to its strongest; a map that is the same everywhere shows nothing.
      const share = strongest > weakest ? ((large[row * big + column] ?? 0) - weakest) / (strongest - weakest) : 0;
      const [plain, mapped] = [(row * width + column) * 3, (row * width + big + gap + column) * 3];
      const colours = heat(share);
      for (let channel = 0; channel < 3; channel++) {
        rgb[plain + channel] = grey;
        rgb[mapped + channel] = Math.round(grey * (1 - 0.55 * share) + 255 * (colours[channel] ?? 0) * 0.55 * share);
      }
    }
  }
  return writePng(rgb, width, big);
}
