import { greySquare, type GreyPicture } from './grey-square.ts';
import type { Square } from './picture-square.ts';

const [WIDTH, HEIGHT] = [11, 7];
const at = (pixel: number): number => (pixel * 37) % 251;
/** The same picture, once asked for each pixel and once for pixels in a row, which must never reach beyond it. */
const single: GreyPicture = { width: WIDTH, height: HEIGHT, at };
const inRows: GreyPicture = {
  ...single,
  run: (pixel, count, into, start) => {
    expect(Math.floor(pixel / WIDTH)).toBe(Math.floor((pixel + count - 1) / WIDTH));
    for (let index = 0; index < count; index++) into[start + index] = at(pixel + index);
  },
};

describe('the grey of a square', () => {
  it.each<[string, Square]>([
    ['inside the picture', { x: 2, y: 1, side: 4 }],
    ['of the picture\'s height', { x: 4, y: 0, side: 7 }],
    ['beyond the left and the top', { x: -3, y: -2, side: 6 }],
    ['beyond the right and the bottom', { x: 8, y: 5, side: 6 }],
    ['larger than the picture', { x: -2, y: -4, side: 15 }],
    ['wholly outside', { x: -9, y: 0, side: 5 }],
    ['wholly behind', { x: 20, y: 9, side: 3 }],
  ])('%s continues its rim, and is the same read pixel by pixel and in rows', (_, square) => {
    const expected = Array.from({ length: square.side ** 2 }, (_value, index) => {
      const [column, row] = [square.x + (index % square.side), square.y + Math.floor(index / square.side)];
      return at(Math.min(HEIGHT - 1, Math.max(0, row)) * WIDTH + Math.min(WIDTH - 1, Math.max(0, column)));
    });
    expect([...greySquare(single, square)]).toEqual(expected);
    expect([...greySquare(inRows, square)]).toEqual(expected);
  });
});
