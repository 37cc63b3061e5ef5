import { writeDicom, parseTag, TRANSFER_SYNTAX, type WriteElement } from '@echocohort/dicom';
import { maskOf } from '../shapes/fill-mask.ts';
import type { Outline } from '../shapes/outline.ts';
import { code, pointer, sequence, sorted, text, uint16, uint32, type Code } from './elements.ts';
import type { SourceImage } from './source-image.ts';
import { dicomDate, dicomTime, equipmentModules, studyModules, type DerivedContext } from './study-modules.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

interface SegmentMeaning {
  readonly category: Code;
  readonly type: Code;
}

/** What a segment is, by PS3.16 CID 7150 and SNOMED CT. */
const MEANINGS: Readonly<Record<Outline['kind'], SegmentMeaning>> = {
  lesion: { category: ['49755003', 'SCT', 'Morphologically Abnormal Structure'], type: ['52988006', 'SCT', 'Lesion'] },
  background: { category: ['123037004', 'SCT', 'Anatomical Structure'], type: ['10200004', 'SCT', 'Liver'] },
  feature: { category: ['123037004', 'SCT', 'Anatomical Structure'], type: ['91723000', 'SCT', 'Anatomical structure'] },
};

function segment(outline: Outline, number: number): WriteElement[] {
  const { category, type } = MEANINGS[outline.kind];
  const manual = outline.source === 'person';
  return [
    uint16('0062,0004', number), text('0062,0005', 'LO', `${outline.kind} ${outline.lesion} ${outline.slot}`.slice(0, 64)), text('0062,0008', 'CS', manual ? 'MANUAL' : 'AUTOMATIC'), ...(manual ? [] : [text('0062,0009', 'LO', 'EchoCohort')]),
    code('0062,0003', category), code('0062,000f', type),
  ];
}

/** Derived from the image as it is, pixel for pixel; that stands in for a frame of reference, which ultrasound has not. */
function frameGroups(source: SourceImage, number: number, framed: boolean): WriteElement[] {
  const reference = [
    text('0008,1150', 'UI', source.sopClassUid), text('0008,1155', 'UI', source.sopInstanceUid), ...(framed ? [text('0008,1160', 'IS', '1')] : []),
    code('0040,a170', ['121322', 'DCM', 'Source image for image processing operation']), text('0028,135a', 'CS', 'YES'),
  ];
  return [
    sequence('0008,9124', [code('0008,9215', ['113076', 'DCM', 'Segmentation']), sequence('0008,2112', reference)]),
    sequence('0020,9111', [uint32('0020,9157', number)]),
    sequence('0062,000a', [uint16('0062,000b', number)]),
  ];
}

/** Sets the bits from one place up to before another: those of whole bytes at once. */
function setBits(bytes: Uint8Array, from: number, to: number): void {
  const [first, last] = [from >> 3, to >> 3];
  const [head, tail] = [(0xff << (from & 7)) & 0xff, (1 << (to & 7)) - 1];
  if (first === last) {
    bytes[first] = (bytes[first] ?? 0) | (head & tail);
    return;
  }
  bytes[first] = (bytes[first] ?? 0) | head;
  bytes.fill(0xff, first + 1, last);
  if (tail !== 0) bytes[last] = (bytes[last] ?? 0) | tail;
}

/** One bit a pixel, first pixel in the lowest bit, frames without a gap between them (PS3.5 8.1.1). */
function packedBits(masks: readonly Uint8Array[]): Uint8Array {
  const pixels = masks.reduce((sum, mask) => sum + mask.length, 0);
  const bytes = new Uint8Array(Math.ceil(pixels / 8));
  let start = 0;
  for (const mask of masks) {
    // Most of a picture is nobody's: it is passed over by a search, and so is the inside, run by run.
    for (let from = mask.indexOf(1); from >= 0;) {
      const zero = mask.indexOf(0, from);
      const end = zero < 0 ? mask.length : zero;
      setBits(bytes, start + from, start + end);
      from = mask.indexOf(1, end);
    }
    start += mask.length;
  }
  return bytes;
}

function imageModules(source: SourceImage, frames: number): WriteElement[] {
  return [
    text('0008,0008', 'CS', 'DERIVED\\PRIMARY'), text('0020,0020', 'CS', ''), text('0028,0008', 'IS', String(frames)), uint16('0028,0002', 1), text('0028,0004', 'CS', 'MONOCHROME2'), uint16('0028,0010', source.rows), uint16('0028,0011', source.columns),
    uint16('0028,0100', 1), uint16('0028,0101', 1), uint16('0028,0102', 0), uint16('0028,0103', 0), text('0028,2110', 'CS', '00'), text('0028,0301', 'CS', 'NO'),
    text('0062,0001', 'CS', 'BINARY'), text('0070,0080', 'CS', 'REGIONS'), text('0070,0081', 'LO', 'Drawn regions of an ultrasound image'), text('0070,0084', 'PN', ''), text('0020,0013', 'IS', '1'), text('0062,0013', 'CS', 'UNDEFINED'),
  ];
}

function dimensionModules(organisation: string): WriteElement[] {
  const dimension = (index: string, group: string): WriteElement[] => [text('0020,9164', 'UI', organisation), pointer('0020,9165', index), pointer('0020,9167', group)];
  return [sequence('0020,9221', [text('0020,9164', 'UI', organisation)]), sequence('0020,9222', dimension('0062,000b', '0062,000a'))];
}

/**
 * The outlines of one image as DICOM Segmentation (PS3.3 A.51): binary, one segment and one frame an outline, without a
 * frame of reference. Valid for a plain two-dimensional ultrasound image, whose frames have no place in the patient.
 */
export function dicomSegmentation(source: SourceImage, outlines: readonly Outline[], context: DerivedContext): Uint8Array {
  const words = `seg ${source.sopInstanceUid} ${outlines.map(({ kind, points }) => `${kind} ${points.join(' ')}`).join(';')}`;
  const [instance, series, organisation] = [context.uid(words), context.uid(`seg-series ${source.seriesUid}`), context.uid(`${words} dimensions`)];
  const reference = [text('0008,1150', 'UI', source.sopClassUid), text('0008,1155', 'UI', source.sopInstanceUid)];
  const elements = [
    ...studyModules(source, context), ...equipmentModules(context, SEGMENTATION, instance), ...imageModules(source, outlines.length), ...dimensionModules(organisation),
    text('0008,0060', 'CS', 'SEG'), text('0020,000e', 'UI', series), text('0020,0011', 'IS', '9001'), text('0008,103e', 'LO', 'Drawn regions'), text('0008,0023', 'DA', dicomDate(context.createdAt)), text('0008,0033', 'TM', dicomTime(context.createdAt)),
    sequence('0008,1115', [text('0020,000e', 'UI', source.seriesUid), sequence('0008,114a', reference)]),
    sequence('0062,0002', ...outlines.map((outline, at) => segment(outline, at + 1))),
    sequence('5200,9229', []),
    sequence('5200,9230', ...outlines.map((_, at) => frameGroups(source, at + 1, source.frames > 1))),
    { tag: parseTag('7fe0,0010'), vr: 'OB' as const, value: packedBits(outlines.map(({ points }) => maskOf(source, points))) },
  ];
  return writeDicom({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, sopClassUid: SEGMENTATION, sopInstanceUid: instance, elements: sorted(elements) });
}
