import { mergeLines, textBoxes } from './text-boxes.ts';
import { readLetters } from './read-line.ts';
import { tilesOf } from './tiles.ts';

const [WIDTH, HEIGHT] = [64, 32];

/** A map of probabilities with rectangles of one value. */
function mapOf(...spots: readonly (readonly [x: number, y: number, width: number, height: number, value: number])[]): Float32Array {
  const map = new Float32Array(WIDTH * HEIGHT);
  for (const [x, y, width, height, value] of spots) for (let row = y; row < y + height; row++) map.fill(value, row * WIDTH + x, row * WIDTH + x + width);
  return map;
}

describe('boxes of a probability map', () => {
  it.each([
    ['a line, widened to the whole letters', mapOf([10, 10, 20, 4, 0.9]), [{ x0: 7, y0: 7, x1: 32, y1: 16 }]],
    ['two lines', mapOf([2, 5, 10, 4, 0.9], [40, 20, 10, 4, 0.9]), [{ x0: 0, y0: 3, x1: 13, y1: 10 }, { x0: 38, y0: 18, x1: 51, y1: 25 }]],
    ['a speck of a few pixels is none', mapOf([10, 10, 3, 3, 0.9]), []],
    ['below the threshold', mapOf([10, 10, 20, 4, 0.29]), []],
    ['a faint spot', mapOf([10, 10, 20, 4, 0.4]), []],
    ['at the edge', mapOf([54, 28, 10, 4, 0.9]), [{ x0: 52, y0: 26, x1: 63, y1: 31 }]],
  ])('%s', (_, map, boxes) => expect(textBoxes(map, WIDTH, WIDTH, HEIGHT)).toEqual(boxes));

  it('cuts what lies in the padding', () => expect(textBoxes(mapOf([50, 10, 14, 4, 0.9]), WIDTH, 48, 20)).toEqual([]));
});

describe('lines', () => {
  const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
  it.each([
    ['words of one line', [box(0, 0, 20, 9), box(26, 1, 50, 10)], [box(0, 0, 50, 10)]],
    ['columns far apart', [box(0, 0, 20, 9), box(40, 0, 60, 9)], [box(0, 0, 20, 9), box(40, 0, 60, 9)]],
    ['lines below each other', [box(0, 0, 20, 9), box(0, 11, 20, 20)], [box(0, 0, 20, 9), box(0, 11, 20, 20)]],
    ['one text found by both views', [box(5, 5, 30, 15), box(4, 6, 29, 14)], [box(4, 5, 30, 15)]],
    ['a chain is joined whole, whatever the order', [box(0, 0, 9, 9), box(30, 0, 39, 9), box(12, 0, 27, 9)], [box(0, 0, 39, 9)]],
  ])('%s', (_, boxes, lines) => expect(mergeLines(boxes)).toEqual(lines));
});

describe('reading letters', () => {
  const letters = ['', 'A', 'B', ' '];
  const steps = (...classes: readonly number[]) => ({ data: Float32Array.from(classes.flatMap((at) => letters.map((_, index) => (index === at ? 0.9 : 0.01)))), dims: [1, classes.length, letters.length] });
  it.each([
    ['repeats are one letter', [1, 1, 2, 2], 'AB'],
    ['a pause makes two of them', [1, 0, 1], 'AA'],
    ['blanks at the ends go', [3, 1, 3, 2, 3], 'A B'],
    ['nothing', [0, 0], ''],
  ])('%s', (_, classes, text) => expect(readLetters(steps(...classes), letters).text).toBe(text));
});

describe('pieces of the regions', () => {
  it.each([
    ['a region inside another goes with it', [{ x0: 0, y0: 0, x1: 99, y1: 99 }, { x0: 10, y0: 10, x1: 20, y1: 20 }], { width: 100, height: 100 }, 1],
    ['the same region twice counts once', [{ x0: 0, y0: 0, x1: 99, y1: 99 }, { x0: 0, y0: 0, x1: 99, y1: 99 }], { width: 100, height: 100 }, 1],
    ['a wide screen is cut', [{ x0: 0, y0: 0, x1: 1919, y1: 1079 }], { width: 1920, height: 1080 }, 2],
    ['a sliver holds no letter', [{ x0: 0, y0: 0, x1: 3, y1: 99 }], { width: 100, height: 100 }, 0],
  ])('%s', (_, regions, size, count) => {
    const tiles = tilesOf(regions, size);
    expect(tiles).toHaveLength(count);
    expect(tiles.every(({ x1, y1 }) => x1 < size.width && y1 < size.height)).toBe(true);
  });
});
