import fc from 'fast-check';
import { boxByKey, firstBox, tidyBox } from './keyboard-box.ts';

const SCREEN = { width: 640, height: 480 };

describe('a box by mouse', () => {
  it.each([
    ['down to the right', { x: 10.7, y: 20.2 }, { x: 30.1, y: 40 }, { x0: 10, y0: 20, x1: 30, y1: 40 }],
    ['up to the left', { x: 30, y: 40 }, { x: 10, y: 20 }, { x0: 10, y0: 20, x1: 30, y1: 40 }],
    ['over the edge', { x: -20, y: 470 }, { x: 30, y: 900 }, { x0: 0, y0: 470, x1: 30, y1: 479 }],
    ['a click', { x: 10, y: 20 }, { x: 11, y: 21 }, null],
  ])('%s', (_, from, to, box) => expect(tidyBox(from, to, SCREEN)).toEqual(box));
});

describe('a box by keys', () => {
  it('leaves other keys alone', () => expect(boxByKey(firstBox(SCREEN), 'x', false, SCREEN)).toBeNull());
  it('moves whole, and stops at the edge', () => {
    expect(boxByKey({ x0: 10, y0: 20, x1: 30, y1: 40 }, 'ArrowLeft', false, SCREEN)).toEqual({ x0: 2, y0: 20, x1: 22, y1: 40 });
    expect(boxByKey({ x0: 2, y0: 20, x1: 22, y1: 40 }, 'ArrowLeft', false, SCREEN)).toEqual({ x0: 0, y0: 20, x1: 20, y1: 40 });
  });

  it('is always a box inside the picture, whatever is pressed', () => {
    const presses = fc.array(fc.tuple(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), fc.boolean()), { maxLength: 200 });
    fc.assert(fc.property(presses, (keys) => {
      const box = keys.reduce((now, [key, shift]) => boxByKey(now, key, shift, SCREEN) ?? now, firstBox(SCREEN));
      expect(box.x0 >= 0 && box.y0 >= 0 && box.x0 < box.x1 && box.y0 < box.y1 && box.x1 < SCREEN.width && box.y1 < SCREEN.height).toBe(true);
    }));
  });
});
