import { checkOutline, outlineArea, outlinePointsText, type Corner, type OutlineShape } from '../index.ts';

const image = { rows: 100, columns: 200 };
const polygon = (...points: Corner[]): OutlineShape => ({ shape: 'polygon', points });
const rectangle = (...points: Corner[]): OutlineShape => ({ shape: 'rectangle', points });

describe('an outline', () => {
  it.each<[string, OutlineShape, readonly Corner[]]>([
    ['a triangle', polygon([10, 10], [50, 10], [30, 60]), [[10, 10], [50, 10], [30, 60]]],
    ['corners to a tenth of a pixel', polygon([10.04, 10], [50.06, 10], [30, 60.26]), [[10, 10], [50.1, 10], [30, 60.3]]],
    ['a rectangle by two corners, drawn upwards', rectangle([50, 60], [10, 20]), [[10, 20], [50, 20], [50, 60], [10, 60]]],
    ['a rectangle on the very edge', rectangle([0, 0], [200, 100]), [[0, 0], [200, 0], [200, 100], [0, 100]]],
    ['a bent shape that never crosses itself', polygon([0, 0], [60, 0], [60, 50], [40, 50], [40, 20], [20, 20], [20, 50], [0, 50]), [[0, 0], [60, 0], [60, 50], [40, 50], [40, 20], [20, 20], [20, 50], [0, 50]]],
  ])('%s is recorded', (_, given, points) => expect(checkOutline(given, image)).toEqual({ ok: true, value: { shape: given.shape, points } }));

  it.each<[string, OutlineShape, string]>([
    ['two corners', polygon([0, 0], [9, 9]), 'outline-corners'],
    ['501 corners', polygon(...Array.from({ length: 501 }, (_, i): Corner => [i / 5, i / 9])), 'outline-corners'],
    ['a rectangle of three', rectangle([0, 0], [9, 0], [9, 9]), 'outline-corners'],
    ['right of the picture', polygon([10, 10], [201, 10], [30, 60]), 'outline-outside-image'],
    ['above the picture', polygon([10, -1], [20, 10], [30, 60]), 'outline-outside-image'],
    ['not a number', polygon([10, Number.NaN], [20, 10], [30, 60]), 'outline-outside-image'],
    ['an hour-glass', polygon([0, 0], [50, 50], [50, 0], [0, 50]), 'outline-crosses-itself'],
    ['a dot', rectangle([10, 10], [13, 13]), 'outline-too-small'],
    ['three corners on a line', polygon([0, 0], [50, 50], [20, 20]), 'outline-too-small'],
  ])('%s is refused', (_, given, code) => expect(checkOutline(given, image)).toMatchObject({ ok: false, refusal: { code } }));

  it('has the area of its shape, whichever way round', () => {
    expect(outlineArea([[0, 0], [10, 0], [10, 5], [0, 5]])).toBe(50);
    expect(outlineArea([[0, 5], [10, 5], [10, 0], [0, 0]])).toBe(50);
  });

  it('is written as pairs', () => expect(outlinePointsText([[12.5, 30], [80, 90.1]])).toBe('12.5,30 80,90.1'));
});
