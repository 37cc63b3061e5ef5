import { gunzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { MASK_VALUES, maskPng, NIFTI_LABELS, niftiMask, sharedPixelSize, type Outline } from '../../index.ts';
import { sampleOutlines, sampleSource } from '../spec-cases/sample-regions.ts';

const feature: Outline = { image: 'a'.repeat(64), lesion: 'C01-0001-L1', slot: 'L1', source: 'automatic', kind: 'feature', shape: 'rectangle', points: [[70, 60], [80, 60], [80, 70], [70, 70]] };
const outlines: readonly Outline[] = [feature, ...sampleOutlines];
const opened = (size: Parameters<typeof niftiMask>[2]): { readonly bytes: Uint8Array; readonly view: DataView } => {
  const bytes = new Uint8Array(gunzipSync(niftiMask(sampleSource, outlines, size)));
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset) };
};
const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const nothing = (length: number): string => '\0'.repeat(length);

describe('the header of a NIfTI-1 mask', () => {
  const { bytes, view } = opened({ x: 0.2, y: 0.3 });
  const shorts = (at: number, count: number): number[] => Array.from({ length: count }, (_, index) => view.getInt16(at + 2 * index, true));
  const floats = (at: number, count: number): number[] => Array.from({ length: count }, (_, index) => view.getFloat32(at + 4 * index, true));
  const f32 = (...values: number[]): number[] => values.map(Math.fround);

  // nifti1.h, field by field; together all 348 bytes and the 4 of the extension.
  it.each<[string, () => unknown, unknown]>([
    ['sizeof_hdr', () => view.getInt32(0, true), 348], ['unused 4–37', () => ascii(bytes, 4, 34), nothing(34)], ['regular', () => ascii(bytes, 38, 1), 'r'], ['dim_info', () => bytes[39], 0],
    ['dim', () => shorts(40, 8), [2, 260, 200, 1, 1, 1, 1, 1]], ['intent_p1–p3', () => floats(56, 3), [0, 0, 0]], ['intent_code: label', () => shorts(68, 1), [1002]], ['datatype: uint8', () => shorts(70, 1), [2]], ['bitpix', () => shorts(72, 1), [8]], ['slice_start', () => shorts(74, 1), [0]],
    ['pixdim', () => floats(76, 8), f32(1, 0.2, 0.3, 1, 1, 1, 1, 1)], ['vox_offset', () => floats(108, 1), [352]], ['scl_slope, scl_inter', () => floats(112, 2), [1, 0]], ['slice_end', () => shorts(120, 1), [0]], ['slice_code', () => bytes[122], 0], ['xyzt_units: mm', () => bytes[123], 2],
    ['cal_max … toffset', () => floats(124, 4), [0, 0, 0, 0]], ['glmax, glmin', () => [view.getInt32(140, true), view.getInt32(144, true)], [0, 0]],
    ['descrip', () => ascii(bytes, 148, 80), 'Outlines: 1 lesion, 2 background, 3 feature; axes: columns, rows'.padEnd(80, '\0')], ['aux_file', () => ascii(bytes, 228, 24), nothing(24)],
    ['qform_code, sform_code: aligned', () => shorts(252, 2), [2, 2]], ['quatern_b–d, qoffset', () => floats(256, 6), [0, 0, 0, 0, 0, 0]],
    ['srow_x', () => floats(280, 4), f32(0.2, 0, 0, 0)], ['srow_y', () => floats(296, 4), f32(0, 0.3, 0, 0)], ['srow_z', () => floats(312, 4), [0, 0, 1, 0]],
    ['intent_name', () => ascii(bytes, 328, 16), 'labels'.padEnd(16, '\0')], ['magic', () => ascii(bytes, 344, 4), 'n+1\0'], ['no extension', () => ascii(bytes, 348, 4), nothing(4)], ['length', () => bytes.length, 352 + 260 * 200],
  ])('%s', (_, read, expected) => expect(read()).toEqual(expected));

  it('has no unit and no size where the image has no calibration', () => {
    const { bytes: plain, view: of } = opened(null);
    expect([plain[123], of.getFloat32(80, true), of.getFloat32(84, true), of.getFloat32(280, true), of.getFloat32(300, true)]).toEqual([0, 1, 1, 1, 1]);
  });
  it('names nobody', () => expect(ascii(bytes, 0, 352)).not.toMatch(/C01|L1/));
  it('refuses an image that is wider than its numbers', () => expect(() => niftiMask({ rows: 1, columns: 40_000 }, [], null)).toThrow(RangeError));
});

describe('the pixels of a NIfTI-1 mask', () => {
  it('are those of the PNG mask, label for grey value', () => {
    const { bytes } = opened(null);
    const png = PNG.sync.read(Buffer.from(maskPng(sampleSource, outlines)));
    const labelOf = new Map<number, number>([[0, 0], [MASK_VALUES.lesion, NIFTI_LABELS.lesion], [MASK_VALUES.background, NIFTI_LABELS.background], [MASK_VALUES.feature, NIFTI_LABELS.feature]]);
    // pngjs reads four bytes a pixel.
    const expected = Uint8Array.from({ length: png.width * png.height }, (_, at) => labelOf.get(png.data[at * 4] ?? -1) ?? 99);
    expect([png.width, png.height]).toEqual([260, 200]);
    expect(Buffer.compare(Buffer.from(bytes.subarray(352)), Buffer.from(expected))).toBe(0);
    expect([...new Set(expected)].sort()).toEqual([0, 1, 2, 3]);
  });
  it('lie row by row, columns fastest', () => {
    const { bytes } = opened(null);
    expect([bytes[352 + 65 * 260 + 75], bytes[352 + 65 * 260 + 90], bytes[352 + 100 * 260 + 150], bytes[352]]).toEqual([3, 1, 2, 0]);
  });
});

describe('the container', () => {
  const made = niftiMask(sampleSource, outlines, null);
  it('is gzip without a time, a name or a system', () => expect([...made.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]));
  it('is the same bytes each time', () => expect(Buffer.compare(Buffer.from(made), Buffer.from(niftiMask(sampleSource, outlines, null)))).toBe(0));
});

describe('the size of a pixel of a mask', () => {
  const [region] = sampleSource.regions;
  if (!region) throw new Error('no region');
  const far: Outline = { ...feature, points: [[225, 60], [240, 60], [240, 70]] };
  const second = { ...region, x0: 221, x1: 259 };
  it.each<[string, typeof sampleSource.regions, readonly Outline[], unknown]>([
    ['one region holds all', [region], outlines, { x: 0.2, y: expect.closeTo(0.3) as unknown }], ['an outline lies outside', [region], [...outlines, far], null], ['two regions of one scale', [region, second], [...outlines, far], { x: 0.2, y: expect.closeTo(0.3) as unknown }],
    ['two regions of two scales', [region, { ...second, deltaX: 0.05 }], [...outlines, far], null], ['no region', [], outlines, null], ['no outline', [region], [], null],
  ])('%s', (_, regions, drawn, expected) => expect(sharedPixelSize({ ...sampleSource, regions }, drawn)).toEqual(expected));
});
