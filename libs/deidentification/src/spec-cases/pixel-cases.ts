import { encodeRle } from '@echocohort/dicom';
import { changed, ordinaryPlants, type HostileCase } from './hostile-case.ts';
import { matrixCodeAt } from './code-pictures.ts';
import { jpegLosslessBytes, type LosslessForm } from './jpeg-lossless-source.ts';
import { jpegBytes, namedFrame, withComment, withRestarts } from './jpeg-source.ts';
import { ascii, concat, encapsulate, writeElement, writeElements, type SourceElement } from './source-bytes.ts';
import { file, GREY, greyPixels, HEIGHT, nativeFile, ordinaryElements, picturePlane, REGION, regionItem, WIDTH, withElements, type MadeUpPatient, type SourcePixels } from './source-image.ts';

const RGB: SourcePixels = { ...GREY, photometric: 'RGB', samples: 3 };
const region = (item: SourceElement[]): SourceElement => ({ tag: '0018,6011', vr: 'SQ', value: [item] });
const planes = (seed: string): number[][] => [0, 1, 2].map((component) => picturePlane(seed, component));
const interleaved = (all: readonly (readonly number[])[]): Uint8Array => Uint8Array.from((all[0] ?? []).flatMap((_, at) => all.map((plane) => plane[at] ?? 0)));
const pixelElement = (value: Uint8Array, vr = 'OB'): SourceElement => ({ tag: '7fe0,0010', vr, value });

function packed422([y = [], cb = [], cr = []]: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from({ length: y.length * 2 }, (_, at) => {
    const pixel = Math.floor(at / 4) * 2;
    return [y[pixel], y[pixel + 1], cb[pixel], cr[pixel]][at % 4] ?? 0;
  });
}

function palette(): SourceElement[] {
  const ramp = Uint8Array.from({ length: 512 }, (_, at) => 255 - Math.floor(at / 2));
  const descriptors = ['0028,1101', '0028,1102', '0028,1103'].map((tag) => ({ tag, vr: 'US', value: [256, 0, 16] }));
  return [...descriptors, ...['0028,1201', '0028,1202', '0028,1203'].map((tag) => ({ tag, vr: 'OW', value: ramp }))];
}

/** A frame of which only the sixth bears text beside the picture. */
function oneFrameText(index: number, seed: string): Uint8Array {
  const inside = planes(seed).map((plane) => plane.map((value, at) => (index === 5 || isInside(at) ? value : 0)));
  return interleaved(inside);
}

const isInside = (at: number): boolean => {
  const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
  return x >= REGION.x0 && x <= REGION.x1 && y >= REGION.y0 && y <= REGION.y1;
};

/** Where the trusted region lies, or does not. */
export function regionCases(patient: MadeUpPatient): HostileCase[] {
  const whole = { x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 };
  const held = (name: string, element: SourceElement, code: string): HostileCase => changed(name, patient, [element], [], 'hold', code);
  return [
    held('no-regions', { tag: '0018,6011', vr: 'SQ', value: [] }, 'no-trusted-region'),
    held('region-whole-image', region(regionItem(whole)), 'region-covers-image'),
    held('region-out-of-bounds', region(regionItem({ ...REGION, x1: WIDTH + 40 })), 'region-out-of-bounds'),
    held('region-inverted', region(regionItem({ ...REGION, x0: REGION.x1, x1: REGION.x0 })), 'region-inverted'),
    held('region-without-data-type', region(regionItem(REGION, 1, 0)), 'no-trusted-region'),
    held('region-graphics', region(regionItem(REGION, 5, 1)), 'no-trusted-region'),
    held('too-many-regions', { tag: '0018,6011', vr: 'SQ', value: Array.from({ length: 100 }, () => regionItem()) }, 'too-many-regions'),
    changed('region-one-over', patient, [region(regionItem({ ...REGION, x1: WIDTH }))]),
    changed('claims-clean', patient, [{ tag: '0012,0062', vr: 'CS', value: 'YES' }, { tag: '0012,0063', vr: 'LO', value: 'EchoCohort allow list 1.3' }, { tag: '0028,0301', vr: 'CS', value: 'NO' }]),
  ];
}

/** Uncompressed pixels in each layout, and what can hide beside them. */
export function nativeCases(patient: MadeUpPatient): HostileCase[] {
  const plants = ordinaryPlants(patient);
  const build = (name: string, pixels: SourcePixels, element: SourceElement, more: readonly SourceElement[] = [], encoding: 'explicit-little' | 'explicit-big' = 'explicit-little'): HostileCase => ({ name, expected: 'clean', plants, bytes: nativeFile(withElements(ordinaryElements(patient, pixels), ...more), element, encoding) });
  const grey = picturePlane('native');
  const high = grey.map((value, at) => value | ((at % 7 === 0 ? 0xa5 : 0) << 8));
  return [
    build('rgb', RGB, pixelElement(interleaved(planes('rgb')))),
    build('planar-1', { ...RGB, planar: 1 }, pixelElement(Uint8Array.from(planes('planar').flat()))),
    build('ybr-full', { ...RGB, photometric: 'YBR_FULL' }, pixelElement(interleaved(planes('ybr')))),
    build('ybr422-raw', { ...RGB, photometric: 'YBR_FULL_422' }, pixelElement(packed422(planes('ybr422')))),
    build('monochrome1', { ...GREY, photometric: 'MONOCHROME1' }, pixelElement(Uint8Array.from(grey))),
    build('palette', { ...GREY, photometric: 'PALETTE COLOR' }, pixelElement(Uint8Array.from(grey)), palette()),
    build('palette-unused-entries', { ...GREY, photometric: 'PALETTE COLOR' }, pixelElement(Uint8Array.from(grey, (value) => value & 0x7f)), palette().map((element) => (element.tag.startsWith('0028,120') && element.value instanceof Uint8Array ? { ...element, value: concat(element.value.subarray(0, 280), ascii(`${patient.family} ${patient.given} ${patient.phone}`.padEnd(64).slice(0, 64)), element.value.subarray(344)) } : element))),
    build('overlay-high-bits', { ...GREY, bits: 16 }, { tag: '7fe0,0010', vr: 'OW', value: high }),
    build('big-endian-16', { ...GREY, bits: 16, stored: 12 }, { tag: '7fe0,0010', vr: 'OW', value: grey }, [], 'explicit-big'),
    build('big-endian-8-as-words', GREY, { tag: '7fe0,0010', vr: 'OW', value: Uint8Array.from(grey.map((_, at) => grey[at ^ 1] ?? 0)) }, [], 'explicit-big'),
    build('multiframe-one-frame', { ...RGB, frames: 8 }, pixelElement(concat(...Array.from({ length: 8 }, (_, index) => oneFrameText(index, `cine ${index}`))))),
    build('signed-16', { ...GREY, bits: 16, stored: 12 }, { tag: '7fe0,0010', vr: 'OW', value: grey.map((value) => value - 100) }, [{ tag: '0028,0103', vr: 'US', value: [1] }]),
    build('two-regions', GREY, pixelElement(Uint8Array.from(grey)), [{ tag: '0018,6011', vr: 'SQ', value: [regionItem(), regionItem({ x0: 21, y0: 20, x1: 82, y1: 60 })] }]),
    build('overlay-curve', GREY, pixelElement(Uint8Array.from(grey)), [{ tag: '6000,3000', vr: 'OW', value: ascii(patient.family.repeat(20)) }, { tag: '6002,0022', vr: 'LO', value: patient.family }, { tag: '6002,1500', vr: 'LO', value: patient.given }, { tag: '5000,3000', vr: 'OW', value: ascii(patient.family) }]),
    build('icon-icc', GREY, pixelElement(Uint8Array.from(grey)), [{ tag: '0088,0200', vr: 'SQ', value: [[greyPixels('icon')]] }, { tag: '0028,2000', vr: 'OB', value: ascii(patient.family) }]),
  ];
}

type Build = (name: string, pixels: SourcePixels, syntax: string, data: Uint8Array, expected?: HostileCase['expected'], code?: string) => HostileCase;

const encoded = new Map<string, Uint8Array>();

/** A lossless JPEG under a name, made once. */
function lossless(name: string, form: LosslessForm, made: () => readonly (readonly number[])[]): Uint8Array {
  const bytes = encoded.get(name) ?? jpegLosslessBytes(made(), form);
  encoded.set(name, bytes);
  return bytes;
}

/** JPEG lossless in both of its syntaxes. */
function losslessCases(build: Build): HostileCase[] {
  const form: LosslessForm = { width: WIDTH, height: HEIGHT, precision: 8, predictor: 1, pointTransform: 0, restartLines: 0, interleaved: true };
  const deep = picturePlane('lossless 12').map((value, at) => value * 16 + (at % 16));
  const [first, second] = ['70', '57'].map((end) => `1.2.840.10008.1.2.4.${end}`);
  return [
    build('ts-jpeg-lossless', GREY, first ?? '', encapsulate([lossless('lossless', form, () => [picturePlane('lossless')])])),
    build('jpeg-lossless-rgb', RGB, second ?? '', encapsulate([lossless('rgb', { ...form, predictor: 4, restartLines: 8 }, () => planes('lossless rgb'))])),
    build('jpeg-lossless-12-bits', { ...GREY, bits: 16, stored: 12 }, second ?? '', encapsulate([lossless('deep', { ...form, predictor: 7, precision: 12 }, () => [deep])])),
    build('jpeg-lossless-cine', { ...GREY, frames: 3 }, first ?? '', encapsulate(['l1', 'l2', 'l3'].map((seed) => lossless(seed, form, () => [picturePlane(seed)])))),
    build('jpeg-lossless-cut', GREY, first ?? '', encapsulate([lossless('lossless', form, () => [picturePlane('lossless')]).subarray(0, 3000)]), 'hold', 'jpeg-damaged'),
  ];
}

/** Places in the file of the frames in display order. */
export const SHUFFLED = [5, 2, 7, 0, 3, 6, 1, 4];

/** Syntaxes that need a decoder which these specs do not pass in, or that no version decodes. */
const HELD_SYNTAXES = ['51', '57.1', '80', '81', '90', '91', '92', '93', '94', '100', '102', '103', '104', '105', '106', '107', '108', '110', '111', '112', '201', '202', '203', '204', '205'];

/** Compressed pixels. */
export function compressedCases(patient: MadeUpPatient): HostileCase[] {
  const plants = ordinaryPlants(patient);
  const build = (name: string, pixels: SourcePixels, syntax: string, data: Uint8Array, expected: HostileCase['expected'] = 'clean', code?: string, more: readonly SourceElement[] = []): HostileCase => ({ name, expected, code, plants, bytes: file(concat(writeElements(withElements(ordinaryElements(patient, pixels), ...more), 'explicit-little'), data), syntax) });
  const [jpeg, rle] = ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.5'];
  const colour = (seed: string): number[][] => [picturePlane(seed, 0), picturePlane(seed, 1, 140), picturePlane(seed, 2, 150)];
  const ybr: SourcePixels = { ...RGB, photometric: 'YBR_FULL_422' };
  const frames = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((seed) => jpegBytes(namedFrame(seed, () => colour(seed), [2, 1])));
  const halves = frames.flatMap((frame) => [frame.subarray(0, 700), frame.subarray(700)]);
  const secret = ascii(`${patient.family} ${patient.given} ${patient.phone}`);
  const bytePlanes = planes('rle').map((plane) => Uint8Array.from(plane));
  const item = (index: number): number => frames.slice(0, index).reduce((sum, { length }) => sum + 8 + length + (length % 2), 0);
  const wide = (values: readonly number[]): Uint8Array => new Uint8Array(BigUint64Array.from(values.map(BigInt)).buffer);
  const offsets: SourceElement[] = [{ tag: '7fe0,0001', vr: 'OV', value: wide(SHUFFLED.map(item)) }];
  const first = frames[0] ?? new Uint8Array(0);
  return [
    build('ts-rle', RGB, rle, encapsulate([encodeRle(bytePlanes, WIDTH)])),
    build('rle-16', { ...GREY, bits: 16, stored: 12 }, rle, encapsulate([encodeRle([Uint8Array.from(picturePlane('rle16'), (value) => value >> 5), Uint8Array.from(picturePlane('rle16'))], WIDTH)])),
    build('rle-cine', { ...GREY, frames: 3 }, rle, encapsulate(['r1', 'r2', 'r3'].map((seed) => encodeRle([Uint8Array.from(picturePlane(seed))], WIDTH)))),
    build('jpeg-grey', GREY, jpeg, encapsulate([jpegBytes(namedFrame('jg', () => [picturePlane('jg')]))])),
    build('jpeg-444', { ...RGB, photometric: 'YBR_FULL' }, jpeg, encapsulate([jpegBytes(namedFrame('444', () => colour('444')))])),
    build('jpeg-baseline', ybr, jpeg, encapsulate([first])),
    build('jpeg-420', ybr, jpeg, encapsulate([jpegBytes(namedFrame('420', () => colour('420'), [2, 2]))])),
    build('jpeg-comment', ybr, jpeg, encapsulate([withComment(first, `${patient.family} ${patient.phone}`)])),
    build('jpeg-restart', ybr, jpeg, encapsulate([withRestarts(namedFrame('rst', () => colour('rst'), [2, 1]))])),
    build('jpeg-cine-moving-text', { ...ybr, frames: 8 }, jpeg, encapsulate(frames)),
    build('jpeg-fragments-no-bot', { ...ybr, frames: 8 }, jpeg, encapsulate(halves)),
    build('jpeg-extra-fragment', ybr, jpeg, encapsulate([first, secret], secret), 'either'),
    build('jpeg-frames-missing', { ...ybr, frames: 8 }, jpeg, encapsulate(frames.slice(0, 7)), 'hold', 'frame-count-mismatch'),
    build('extended-offset-table', { ...ybr, frames: 8 }, jpeg, encapsulate(frames), 'clean', undefined, offsets),
    build('jpeg-progressive', ybr, jpeg, encapsulate([first.map((byte, at) => (byte === 0xc0 && first[at - 1] === 0xff ? 0xc2 : byte))]), 'hold', 'codec-not-supported'),
    build('jpeg-cut', ybr, jpeg, encapsulate([first.subarray(0, first.length - 300)]), 'hold', 'jpeg-damaged'),
    build('jpeg-other-size', { ...ybr }, jpeg, encapsulate([jpegBytes({ ...namedFrame('size', () => colour('size')), width: WIDTH - 8 })]), 'hold', 'jpeg-damaged'),
    build('rle-claims-gigabytes', { ...GREY, bits: 8 }, rle, encapsulate([encodeRle([Uint8Array.of(1, 2)], 2)]), 'hold', 'image-too-large', [{ tag: '0028,0010', vr: 'US', value: [65_535] }, { tag: '0028,0011', vr: 'US', value: [65_535] }]),
    build('rle-claims-frames', { ...GREY, frames: 100_000 }, rle, encapsulate([encodeRle([Uint8Array.of(1, 2)], 2)]), 'hold', 'frame-count-mismatch'),
    build('jpeg-lossless-damaged', ybr, '1.2.840.10008.1.2.4.70', encapsulate([first]), 'hold', 'codec-not-supported'),
    ...losslessCases(build),
    ...HELD_SYNTAXES.map((syntax) => build(`codec-4.${syntax}`, ybr, `1.2.840.10008.1.2.4.${syntax}`, encapsulate([first]), 'hold', 'codec-not-supported')),
  ];
}

/** Objects that are no ultrasound image. */
export function classCases(patient: MadeUpPatient): HostileCase[] {
  const other = (name: string, uid: string): HostileCase => changed(name, patient, [{ tag: '0008,0016', vr: 'UI', value: uid }], [], 'hold', 'sop-class-not-accepted');
  const directory = writeElement({ tag: '0004,1220', vr: 'SQ', value: [[{ tag: '0010,0010', vr: 'PN', value: patient.family }]] }, 'explicit-little');
  const code = Uint8Array.from(matrixCodeAt(Uint8Array.from(picturePlane('qr')), WIDTH, { x: 30, y: 15, unit: 2, seed: patient.number }));
  return [
    { name: 'qr-code', expected: 'hold', code: 'code-inside-region', plants: ordinaryPlants(patient), bytes: nativeFile(ordinaryElements(patient), pixelElement(code)) },
    other('encapsulated-pdf', '1.2.840.10008.5.1.4.1.1.104.1'), other('demographics-page', '1.2.840.10008.5.1.4.1.1.7'), other('structured-report', '1.2.840.10008.5.1.4.1.1.88.33'),
    other('ultrasound-volume', '1.2.840.10008.5.1.4.1.1.6.2'),
    { name: 'dicomdir', expected: 'hold', code: 'dicomdir', plants: [], bytes: file(directory, '1.2.840.10008.1.2.1') },
    changed('volume-rendering', patient, [{ tag: '0008,0008', vr: 'CS', value: 'ORIGINAL\\PRIMARY\\OBSTETRICAL\\0041' }], [], 'hold', 'volume-rendering'),
    changed('other-modality', patient, [{ tag: '0008,0060', vr: 'CS', value: 'OT' }], [], 'hold', 'not-ultrasound'),
  ];
}
