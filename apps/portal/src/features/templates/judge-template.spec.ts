import { sameLayout, textInside } from './judge-template.ts';

const LAYOUT = { manufacturer: 'GE', model: 'E9', software: '1', rows: 100, columns: 100 };
const text = (x0: number, y0: number) => ({ x0, y0, x1: x0 + 5, y1: y0 + 5 });

describe('what a second person is told', () => {
  it.each([
    ['beside', [text(0, 0)], 0],
    ['touching the edge', [text(5, 20)], 1],
    ['one of two inside', [text(0, 0), text(30, 30)], 1],
  ])('%s', (_, textBeside, n) => expect(textInside({ kept: [{ kind: 'rectangle', x0: 10, y0: 10, x1: 90, y1: 90 }], textBeside })).toBe(n));
  it('takes a polygon by its bounds', () => expect(textInside({ kept: [{ kind: 'polygon', points: [[50, 10], [90, 90], [10, 90]] }], textBeside: [text(12, 12)] })).toBe(1));
  it('knows one layout from another', () => expect([sameLayout(LAYOUT, { ...LAYOUT }), sameLayout(LAYOUT, { ...LAYOUT, software: '2' })]).toEqual([true, false]));
});
