import { elementBytes, elementHead, itemHead, joinBytes, type WrittenElement } from '../dicom-file/element-bytes.ts';
import { fileHead } from '../dicom-file/ultrasound-file.ts';
import type { RawFrame } from './compressed-frame.ts';

/** A rectangle of the picture, corners inclusive. */
export interface PictureBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What a compressed test file says of itself. */
export interface CompressedFile {
  readonly transferSyntax: string;
  readonly photometric: string;
  readonly patientName: string;
  readonly region: PictureBox;
  readonly frame: Pick<RawFrame, 'width' | 'height' | 'components' | 'bitsPerSample'>;
  readonly more?: readonly WrittenElement[];
  /** Tells several files of one examination apart. */
  readonly sopUid?: string;
}

function encapsulated(frames: readonly Uint8Array[]): Uint8Array {
  const items = frames.flatMap((frame) => {
    const even = frame.length % 2 === 0 ? frame : joinBytes([frame, Uint8Array.of(0)]);
    return [itemHead('fffee000', even.length), even];
  });
  return joinBytes([elementHead('7fe00010', 'OB', 0xffffffff), itemHead('fffee000', 0), ...items, itemHead('fffee0dd', 0)]);
}

/** A scanner's file of compressed frames with a made-up patient in its header and one region. */
export function compressedFile({ transferSyntax, photometric, patientName, region, frame, more = [], sopUid = '1.3.6.1.4.1.99999.7.1' }: CompressedFile, frames: readonly Uint8Array[]): Uint8Array {
  const { width, height, components, bitsPerSample } = frame;
  const image = frames.length > 1 ? '1.2.840.10008.5.1.4.1.1.3.1' : '1.2.840.10008.5.1.4.1.1.6.1';
  const body = elementBytes([
    { tag: '00080016', vr: 'UI', value: image }, { tag: '00080018', vr: 'UI', value: sopUid }, { tag: '00080020', vr: 'DA', value: '20190314' }, { tag: '00080060', vr: 'CS', value: 'US' },
    { tag: '00080070', vr: 'LO', value: 'Acme Ultrasound' }, { tag: '00081090', vr: 'LO', value: 'Model S7' }, { tag: '00100010', vr: 'PN', value: patientName }, { tag: '00100020', vr: 'LO', value: 'H7788123' },
    { tag: '00186011', vr: 'SQ', value: [[
      { tag: '00186012', vr: 'US', value: 1 }, { tag: '00186014', vr: 'US', value: 1 }, { tag: '00186018', vr: 'UL', value: region.x0 }, { tag: '0018601a', vr: 'UL', value: region.y0 },
      { tag: '0018601c', vr: 'UL', value: region.x1 }, { tag: '0018601e', vr: 'UL', value: region.y1 },
    ]] },
    { tag: '0020000d', vr: 'UI', value: '1.3.6.1.4.1.99999.7.2' }, { tag: '0020000e', vr: 'UI', value: '1.3.6.1.4.1.99999.7.3' },
    { tag: '00280002', vr: 'US', value: components }, { tag: '00280004', vr: 'CS', value: photometric }, ...(components > 1 ? [{ tag: '00280006', vr: 'US', value: 0 }] : []),
    ...(frames.length > 1 ? [{ tag: '00280008', vr: 'IS', value: String(frames.length) }] : []),
    { tag: '00280010', vr: 'US', value: height }, { tag: '00280011', vr: 'US', value: width }, { tag: '00280100', vr: 'US', value: bitsPerSample > 8 ? 16 : 8 },
    { tag: '00280101', vr: 'US', value: bitsPerSample }, { tag: '00280102', vr: 'US', value: bitsPerSample - 1 }, { tag: '00280103', vr: 'US', value: 0 }, ...more,
  ], 'latin');
  return joinBytes([fileHead(transferSyntax, sopUid, image), body, encapsulated(frames)]);
}
