import { blankedPicture } from './sample-picture.ts';
import { keptFault, overlapping } from './kept-boxes.ts';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

describe('a kept area', () => {
  it.each([
    ['none', [], 'needBox'],
    ['a part', [box(10, 10, 80, 80)], null],
    ['nearly all', [box(0, 0, 99, 97)], 'tooMuch'],
    ['two halves that are all', [box(0, 0, 49, 99), box(50, 0, 99, 99)], 'tooMuch'],
  ])('%s', (_, kept, fault) => expect(keptFault(kept, { rows: 100, columns: 100 })).toBe(fault));

  it('knows which texts reach into it', () => expect(overlapping([box(0, 0, 9, 9), box(5, 5, 10, 12), box(30, 30, 40, 40)], [box(10, 10, 50, 50)])).toEqual([box(5, 5, 10, 12), box(30, 30, 40, 40)]));
});

describe('the sample that leaves the centre', () => {
  const white = { width: 6, height: 4, rgba: new Uint8ClampedArray(6 * 4 * 4).fill(255) };
  const shown = (kept: Parameters<typeof blankedPicture>[1], texts: Parameters<typeof blankedPicture>[2]): string[] => {
    const { rgba } = blankedPicture(white, kept, texts);
    return Array.from({ length: 4 }, (_, y) => Array.from({ length: 6 }, (_, x) => (rgba[(y * 6 + x) * 4] === 255 ? '#' : '.')).join(''));
  };
  it('is black outside the kept boxes', () => expect(shown([box(1, 1, 3, 2)], [])).toEqual(['......', '.###..', '.###..', '......']));
  it('is black where text was found, even beyond the edge', () => expect(shown([box(1, 1, 3, 2)], [box(3, 2, 9, 9)])).toEqual(['......', '.###..', '.##...', '......']));
});
