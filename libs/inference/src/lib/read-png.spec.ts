import { seededRandom } from '@echocohort/kernel';
import { PNG, type ColorType } from 'pngjs';
import { isPng, readGreyPng } from './read-png.ts';
import { readPicture } from './read-picture.ts';

const [WIDTH, HEIGHT] = [37, 23];

function pngOf(colorType: ColorType, filterType: number): { bytes: Uint8Array; expected: number[] } {
  const random = seededRandom(`${colorType} ${filterType}`);
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  const expected: number[] = [];
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [red, green, blue] = colorType === 0 || colorType === 4 ? Array.from({ length: 3 }, () => (at * 7) % 256) : [256 * random(), (at * 3) % 256, 200].map(Math.floor);
    png.data.set([red ?? 0, green ?? 0, blue ?? 0, 255], 4 * at);
    expected.push(0.299 * (red ?? 0) + 0.587 * (green ?? 0) + 0.114 * (blue ?? 0));
  }
  return { bytes: new Uint8Array(PNG.sync.write(png, { colorType, inputColorType: 6, filterType })), expected };
}

describe('PNG pictures', () => {
  it.each(([0, 2, 4, 6] as const).flatMap((type) => [-1, 0, 1, 2, 3, 4].map((filter) => [type, filter] as const)))('of colour type %i with filter %i are read to the grey that a general reader gives', (type, filter) => {
    const { bytes, expected } = pngOf(type, filter);
    const read = readGreyPng(bytes);
    if (read === null || !read.ok) throw new Error('not read');
    expect([read.value.width, read.value.height]).toEqual([WIDTH, HEIGHT]);
    const { at: greyAt } = read.value;
    expect(expected.filter((value, pixel) => Math.abs(value - greyAt(pixel)) > 0.01)).toEqual([]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ['cut short', (bytes) => bytes.slice(0, 20), 'png-unreadable'],
    ['with damaged data', (bytes) => bytes.map((byte, at) => (at > 60 && at < bytes.length - 20 ? byte ^ 0x55 : byte)), 'png-unreadable'],
    ['that claims to be huge', (bytes) => bytes.map((byte, at) => (at === 16 || at === 20 ? 1 : byte)), 'picture-too-large'],
  ])('%s are refused', (_, spoil, code) => {
    const { bytes } = pngOf(2, 4);
    expect(readPicture(spoil(bytes), 32, { kind: 'central', share: 0.7 })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('of 16 bits go to the general reader', () => {
    const { bytes } = pngOf(0, 0);
    const deep = bytes.map((byte, at) => (at === 24 ? 16 : byte));
    expect(isPng(deep)).toBe(true);
    expect(readGreyPng(deep)).toBeNull();
  });
});
