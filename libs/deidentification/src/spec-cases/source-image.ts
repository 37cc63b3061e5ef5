import { seededRandom } from '@echocohort/kernel';
import { ascii, concat, writeElement, writeElements, type Encoding, type SourceElement } from './source-bytes.ts';

/** A made-up patient; each seed gives another. */
export interface MadeUpPatient {
  readonly family: string;
  readonly given: string;
  readonly number: string;
  readonly birth: string;
  readonly phone: string;
  readonly root: string;
}

const SYLLABLES = ['bra', 'len', 'tov', 'kari', 'miso', 'quen', 'dru', 'fal', 'zeno', 'wik', 'hul', 'parn'];

export function madeUpPatient(seed: string): MadeUpPatient {
  const random = seededRandom(seed);
  const pick = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? 'ald';
  const digits = (count: number): string => Array.from({ length: count }, () => String(1 + Math.floor(random() * 9))).join('');
  const name = (): string => `${pick()}${pick()}x`.replace(/^./, (letter) => letter.toUpperCase());
  return { family: name(), given: name(), number: `H${digits(7)}`, birth: `19${3 + Math.floor(random() * 6)}${1 + Math.floor(random() * 9)}0${1 + Math.floor(random() * 9)}1${1 + Math.floor(random() * 8)}`, phone: `13${digits(9)}`, root: `1.3.6.1.4.1.${digits(6)}.${digits(8)}` };
}

export const WIDTH = 96;
export const HEIGHT = 72;
export const REGION = { x0: 21, y0: 13, x1: 82, y1: 60 };

const inRegion = (x: number, y: number): boolean => x >= REGION.x0 && x <= REGION.x1 && y >= REGION.y0 && y <= REGION.y1;

const drawn = new Map<string, number[]>();

/** Samples of one component: speckle inside the region, letters of full white outside it. Drawn once for each seed. */
export function picturePlane(seed: string, component = 0, top = 200): number[] {
  const name = `${seed}/${component}/${top}`;
  const plane = drawn.get(name) ?? drawPlane(seed, component, top);
  drawn.set(name, plane);
  return plane;
}

function drawPlane(seed: string, component: number, top: number): number[] {
  const random = seededRandom(`${seed}/${component}`);
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const speckle = 20 + Math.floor(random() * (top - 20));
    if (inRegion(x, y)) return speckle;
    return (x * 7 + y * 3 + Math.floor(x / 3) * Math.floor(y / 2)) % 5 < 2 ? 255 : 0;
  });
}

const ui = (text: string): string => text;

/** The description of the region that every well-made source has. */
export function regionItem(region: typeof REGION = REGION, format = 1, type = 1): SourceElement[] {
  return [
    { tag: '0018,6012', vr: 'US', value: [format] }, { tag: '0018,6014', vr: 'US', value: [type] }, { tag: '0018,6016', vr: 'UL', value: [2] },
    { tag: '0018,6018', vr: 'UL', value: [region.x0] }, { tag: '0018,601a', vr: 'UL', value: [region.y0] },
    { tag: '0018,601c', vr: 'UL', value: [region.x1] }, { tag: '0018,601e', vr: 'UL', value: [region.y1] },
    { tag: '0018,6024', vr: 'US', value: [3] }, { tag: '0018,6026', vr: 'US', value: [3] },
    { tag: '0018,602c', vr: 'FD', value: [0.0308] }, { tag: '0018,602e', vr: 'FD', value: [0.0308] },
  ];
}

export interface SourcePixels {
  readonly photometric: string;
  readonly samples: number;
  readonly planar: number;
  readonly bits: number;
  readonly stored: number;
  readonly frames: number;
}

export const GREY: SourcePixels = { photometric: 'MONOCHROME2', samples: 1, planar: 0, bits: 8, stored: 8, frames: 1 };

export function imageDescription(pixels: SourcePixels): SourceElement[] {
  return [
    { tag: '0028,0002', vr: 'US', value: [pixels.samples] }, { tag: '0028,0004', vr: 'CS', value: pixels.photometric },
    ...(pixels.samples > 1 ? [{ tag: '0028,0006', vr: 'US', value: [pixels.planar] }] : []),
    ...(pixels.frames > 1 ? [{ tag: '0028,0008', vr: 'IS', value: String(pixels.frames) }] : []),
    { tag: '0028,0010', vr: 'US', value: [HEIGHT] }, { tag: '0028,0011', vr: 'US', value: [WIDTH] },
    { tag: '0028,0100', vr: 'US', value: [pixels.bits] }, { tag: '0028,0101', vr: 'US', value: [pixels.stored] },
    { tag: '0028,0102', vr: 'US', value: [pixels.stored - 1] }, { tag: '0028,0103', vr: 'US', value: [0] },
  ];
}

/** Everything but the pixels of an ordinary scanner file of the patient. */
export function ordinaryElements(patient: MadeUpPatient, pixels: SourcePixels = GREY): SourceElement[] {
  const multi = pixels.frames > 1;
  return [
    { tag: '0008,0005', vr: 'CS', value: 'ISO_IR 100' }, { tag: '0008,0008', vr: 'CS', value: 'ORIGINAL\\PRIMARY\\ABDOMINAL\\0001' },
    { tag: '0008,0016', vr: 'UI', value: multi ? '1.2.840.10008.5.1.4.1.1.3.1' : '1.2.840.10008.5.1.4.1.1.6.1' },
    { tag: '0008,0018', vr: 'UI', value: ui(`${patient.root}.1.1.1`) },
    { tag: '0008,0020', vr: 'DA', value: '20190314' }, { tag: '0008,0030', vr: 'TM', value: '101733.25' },
    { tag: '0008,0050', vr: 'SH', value: `A${patient.number}` }, { tag: '0008,0060', vr: 'CS', value: 'US' },
    { tag: '0008,0070', vr: 'LO', value: 'Acme Ultrasound' }, { tag: '0008,0080', vr: 'LO', value: `${patient.family} Memorial Hospital` },
    { tag: '0008,0090', vr: 'PN', value: `${patient.given}^Ref` }, { tag: '0008,1030', vr: 'LO', value: `Liver of ${patient.family}` },
    { tag: '0008,1090', vr: 'LO', value: 'Model S7' },
    { tag: '0010,0010', vr: 'PN', value: `${patient.family}^${patient.given}` }, { tag: '0010,0020', vr: 'LO', value: patient.number },
    { tag: '0010,0030', vr: 'DA', value: patient.birth }, { tag: '0010,0040', vr: 'CS', value: 'F' }, { tag: '0010,1010', vr: 'AS', value: '047Y' },
    { tag: '0010,2154', vr: 'SH', value: patient.phone }, { tag: '0018,1020', vr: 'LO', value: 'V2.1.7' },
    { tag: '0018,6011', vr: 'SQ', value: [regionItem()] },
    { tag: '0020,000d', vr: 'UI', value: ui(`${patient.root}.1`) }, { tag: '0020,000e', vr: 'UI', value: ui(`${patient.root}.1.1`) },
    { tag: '0020,0010', vr: 'SH', value: patient.phone.slice(2) }, { tag: '0020,0011', vr: 'IS', value: '1' }, { tag: '0020,0013', vr: 'IS', value: '4' },
    ...imageDescription(pixels),
  ];
}

export const SYNTAX: Readonly<Record<Encoding, string>> = { 'explicit-little': '1.2.840.10008.1.2.1', 'implicit-little': '1.2.840.10008.1.2', 'explicit-big': '1.2.840.10008.1.2.2' };

/** Replaces or adds elements, sorted by tag. */
export function withElements(base: readonly SourceElement[], ...more: readonly SourceElement[]): SourceElement[] {
  const replaced = new Map(base.map((element) => [element.tag, element]));
  for (const element of more) replaced.set(element.tag, element);
  return [...replaced.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** Preamble, meta information and body. */
export function file(body: Uint8Array, syntax: string, options: { preamble?: Uint8Array; meta?: readonly SourceElement[] } = {}): Uint8Array {
  const meta = [
    { tag: '0002,0001', vr: 'OB', value: Uint8Array.of(0, 1) }, { tag: '0002,0002', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.6.1' },
    { tag: '0002,0010', vr: 'UI', value: syntax }, ...(options.meta ?? []),
  ];
  return concat(options.preamble ?? new Uint8Array(128), ascii('DICM'), writeElements(meta, 'explicit-little'), body);
}

export const greyPixels = (seed: string): SourceElement => ({ tag: '7fe0,0010', vr: 'OB', value: Uint8Array.from(picturePlane(seed)) });

/** A whole file of the elements in the encoding, pixels last. */
export function nativeFile(elements: readonly SourceElement[], pixels: SourceElement, encoding: Encoding = 'explicit-little', after: Uint8Array = new Uint8Array(0)): Uint8Array {
  return file(concat(writeElements(elements, encoding), writeElement(pixels, encoding), after), SYNTAX[encoding]);
}
