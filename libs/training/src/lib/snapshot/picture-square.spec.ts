import { resample } from './resample.ts';
import { outlineFor, readOutlines } from './outlines.ts';
import { pictureSquare, type PictureRegion } from './picture-square.ts';

const region = { spatialFormat: 1, dataType: 1, flags: 0, unitsX: 3, unitsY: 3, deltaX: 0.02, deltaY: 0.02, transducerFrequency: null };
const squareOf = (asked: PictureRegion, regions = [{ ...region, x0: 0, y0: 0, x1: 399, y1: 299 }]) => pictureSquare(asked, regions, 400, 300);

describe('the part of a picture that the network sees without an outline', () => {
  it.each([
    ['the middle of the region', [{ ...region, x0: 100, y0: 50, x1: 299, y1: 149 }], 0.6, { x: 170, y: 70, side: 60 }],
    ['the largest tissue region', [{ ...region, x0: 0, y0: 0, x1: 9, y1: 9 }, { ...region, x0: 20, y0: 0, x1: 119, y1: 99 }], 1, { x: 20, y: 0, side: 100 }],
    ['only what lies inside the picture', [{ ...region, x0: -20, y0: 0, x1: 999, y1: 99 }], 1, { x: 150, y: 0, side: 100 }],
    ['the whole picture where only a colour box and a strip are named', [{ ...region, dataType: 2, x0: 0, y0: 0, x1: 99, y1: 99 }, { ...region, spatialFormat: 3, x0: 0, y0: 0, x1: 99, y1: 99 }], 1, { x: 50, y: 0, side: 300 }],
    ['the whole picture where nothing is named', [], 0.5, { x: 125, y: 75, side: 150 }],
  ])('is %s', (_what, regions, share, value) => expect(squareOf({ kind: 'central', share }, regions)).toEqual({ ok: true, value }));
});

describe('the part of a picture inside an outline', () => {
  const lesion = (x0: number, y0: number, x1: number, y1: number, margin = 0.15) => squareOf({ kind: 'lesion-outline', box: { x0, y0, x1, y1 }, margin });
  it.each([
    ['a square about the box, with its margin', lesion(100, 100, 200, 160), { x: 85, y: 65, side: 130 }],
    ['moved into the picture at its rim', lesion(0, 0, 100, 100), { x: 0, y: 0, side: 130 }],
    ['larger than the picture where the lesion is', lesion(10, 10, 390, 290), { x: 0, y: -97, side: 494 }],
    ['without margin', lesion(100, 100, 200, 200, 0), { x: 100, y: 100, side: 100 }],
    ['the middle of a background rectangle', squareOf({ kind: 'background-outline', box: { x0: 100, y0: 50, x1: 200, y1: 90 } }), { x: 130, y: 50, side: 40 }],
  ])('is %s', (_what, found, value) => expect(found).toMatchObject({ ok: true, value: { side: value.side } }));
  it.each<[string, ReturnType<typeof lesion>, string]>([
    ['reaches outside the picture', lesion(100, 100, 460, 200), 'roi-outside-image'],
    ['begins before the picture', lesion(-30, 100, 60, 200), 'roi-outside-image'],
    ['is a point', lesion(100, 100, 101, 100), 'roi-too-small'],
  ])('is refused where it %s', (_what, found, code) => expect(found).toMatchObject({ ok: false, refusal: { code } }));
});

describe('outlines of a snapshot', () => {
  const head = 'image\tlesion\tslot\tkind\tshape\tpoints\tsource\n';
  const picture = { sha256: 'a', lesion: 'C01-0001-L1', role: 'lesion' as const };
  const chosen = (rows: string) => {
    const read = readOutlines(`${head}${rows}`);
    return read.ok ? outlineFor(read.value, picture) : read.refusal.code;
  };
  it('give the box of what a person drew, before anything found automatically', () => {
    expect(chosen('a\tC01-0001-L1\tL1\tlesion\tpolygon\t1,1 9,9\tautomatic\na\tC01-0001-L1\tL1\tlesion\tpolygon\t2,3 5,3 4,8\tperson\n')).toEqual({ x0: 2, y0: 3, x1: 5, y1: 8 });
  });
  it('do not mix pictures, lesions and kinds', () => {
    expect(chosen('b\tC01-0001-L1\tL1\tlesion\tpolygon\t1,1 9,9\tperson\na\tC01-0001-L2\tL1\tlesion\tpolygon\t1,1 9,9\tperson\na\tC01-0001-L1\tL1\tbackground\trectangle\t1,1 9,9\tperson\na\tC01-0001-L1\tL1\tfeature\tpolygon\tx\tperson\n')).toBeNull();
  });
  it('are refused where points are no numbers', () => expect(chosen('a\tC01-0001-L1\tL1\tlesion\tpolygon\t1,1 9,x\tperson\n')).toBe('outline-unreadable'));
});

describe('resampling', () => {
  it.each([[90, 64], [64, 64], [33, 64], [7, 3]])('keeps the mean from %d to %d pixels', (from, to) => {
    const pixels = Float32Array.from({ length: from * from }, (_, index) => ((index * 7919) % 256) / 255);
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(resample(pixels, from, to))).toBeCloseTo(mean(pixels), 5);
  });
});
