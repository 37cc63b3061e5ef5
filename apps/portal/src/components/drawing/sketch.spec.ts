import { canSave, EMPTY_SKETCH, sketchStep, withinPicture, type Sketch, type SketchStep } from './sketch.ts';

const after = (...acts: SketchStep[]): Sketch => acts.reduce(sketchStep, EMPTY_SKETCH);
const corner = (x: number, y: number): SketchStep => ({ do: 'corner', at: [x, y] });
const triangle = [corner(0, 0), corner(10, 0), corner(5, 8)];

describe('a sketch', () => {
  it.each<[string, SketchStep[], Partial<Sketch>, boolean]>([
    ['begins empty', [], { points: [], changed: false }, false],
    ['is open while corners are set', triangle, { closed: false, points: [[0, 0], [10, 0], [5, 8]] }, false],
    ['is closed with three corners', [...triangle, { do: 'close' }], { closed: true }, true],
    ['cannot be closed with two', [corner(0, 0), corner(9, 9), { do: 'close' }], { closed: false }, false],
    ['takes no more corners once closed', [...triangle, { do: 'close' }, corner(1, 1)], { points: [[0, 0], [10, 0], [5, 8]] }, true],
    ['moves a corner', [...triangle, { do: 'close' }, { do: 'move', index: 1, at: [12, 1] }], { points: [[0, 0], [12, 1], [5, 8]] }, true],
    ['moves no corner that is not there', [...triangle, { do: 'move', index: 3, at: [12, 1] }], { points: [[0, 0], [10, 0], [5, 8]] }, false],
    ['is stretched to a rectangle, in whatever direction', [{ do: 'stretch', from: [9, 9], to: [2, 4] }], { shape: 'rectangle', closed: true, points: [[2, 4], [9, 4], [9, 9], [2, 9]] }, true],
    ['keeps a rectangle a rectangle when a corner moves', [{ do: 'stretch', from: [2, 4], to: [9, 9] }, { do: 'move', index: 2, at: [20, 30] }], { points: [[2, 4], [20, 4], [20, 30], [2, 30]] }, true],
    ['begins anew with another shape', [...triangle, { do: 'shape', shape: 'rectangle' }], { shape: 'rectangle', points: [] }, true],
    ['is unchanged as loaded', [{ do: 'load', shape: 'polygon', points: [[0, 0], [10, 0], [5, 8]] }], { closed: true, changed: false }, false],
    ['can be taken away', [{ do: 'load', shape: 'polygon', points: [[0, 0], [10, 0], [5, 8]] }, { do: 'clear' }], { points: [] }, true],
    ['goes back step by step', [...triangle, { do: 'close' }, { do: 'undo' }, { do: 'undo' }], { closed: false, points: [[0, 0], [10, 0]] }, false],
    ['goes back to what was saved, no further', [{ do: 'load', shape: 'rectangle', points: [[0, 0], [9, 0], [9, 9], [0, 9]] }, { do: 'clear' }, { do: 'undo' }, { do: 'undo' }], { changed: false, closed: true }, false],
  ])('%s', (_, acts, expected, saves) => {
    const sketch = after(...acts);
    expect(sketch).toMatchObject(expected);
    expect(canSave(sketch)).toBe(saves);
  });

  it('keeps corners inside the picture', () => expect([withinPicture([-4, 12.34], { columns: 640, rows: 480 }), withinPicture([700, 481], { columns: 640, rows: 480 })]).toEqual([[0, 12.3], [640, 480]]));
});
