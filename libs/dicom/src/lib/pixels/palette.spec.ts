import { asciiBytes, writeDicom, type WriteElement } from '../write/write-dicom.ts';
import { parseDicom } from '../read/parse-dicom.ts';
import { parseTag } from '../tag.ts';
import { darkestEntry, readPalette } from './palette.ts';

const words = (...values: readonly number[]): Uint8Array => Uint8Array.from(values.flatMap((value) => [value & 0xff, value >> 8]));

function header(dataTags: readonly string[], data: Uint8Array, descriptor: readonly number[]) {
  const elements: WriteElement[] = [
    { tag: parseTag('0008,0060'), vr: 'CS', value: asciiBytes('US') },
    ...['0028,1101', '0028,1102', '0028,1103'].map((tag): WriteElement => ({ tag: parseTag(tag), vr: 'US', value: words(...descriptor) })),
    ...dataTags.map((tag): WriteElement => ({ tag: parseTag(tag), vr: 'OW', value: data })),
  ];
  const file = parseDicom(writeDicom({ transferSyntax: '1.2.840.10008.1.2.1', sopClassUid: '1.2', sopInstanceUid: '1.2', elements }));
  if (!file.ok) throw new Error(file.refusal.code);
  return file.value.header;
}

const PLAIN = ['0028,1201', '0028,1202', '0028,1203'];
const SEGMENTED = ['0028,1221', '0028,1222', '0028,1223'];

describe('palettes (PS3.3 C.7.6.3.1.5 and C.7.9.2)', () => {
  it.each([
    ['16 bit', PLAIN, words(900, 5, 700), [3, 10, 16], [900, 5, 700]],
    ['8 bit, packed', PLAIN, Uint8Array.of(9, 5, 7), [3, 10, 8], [9, 5, 7]],
    ['8 bit, one to a word', PLAIN, words(9, 5, 7), [3, 10, 8], [9, 5, 7]],
    ['discrete and linear segments', SEGMENTED, words(0, 2, 10, 20, 1, 4, 100), [6, 0, 16], [10, 20, 40, 60, 80, 100]],
    ['a repeated segment', SEGMENTED, words(0, 2, 10, 20, 2, 1, 0, 0), [4, 0, 16], [10, 20, 10, 20]],
  ])('%s', (_name, tags, data, descriptor, red) => {
    const palette = readPalette(header(tags, data, descriptor));
    expect([...(palette?.red ?? [])]).toEqual(red);
    expect(palette?.first).toBe(descriptor[1]);
  });

  it.each([
    ['too few entries', PLAIN, words(1, 2), [3, 0, 16]],
    ['an impossible width', PLAIN, words(1, 2, 3), [3, 0, 12]],
    ['segments that do not fill it', SEGMENTED, words(0, 2, 10, 20), [9, 0, 16]],
    ['segments that repeat themselves without end', SEGMENTED, words(2, 9, 0, 0), [9, 0, 16]],
    ['no data', [], new Uint8Array(0), [3, 0, 16]],
  ])('is unreadable with %s', (_name, tags, data, descriptor) => expect(readPalette(header(tags, data, descriptor))).toBeNull());

  it('names the stored value of the darkest entry', () => {
    const palette = readPalette(header(PLAIN, words(900, 5, 700), [3, 10, 16]));
    expect(palette && darkestEntry(palette)).toBe(11);
  });
});
