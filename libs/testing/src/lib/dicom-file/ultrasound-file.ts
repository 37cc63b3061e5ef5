import type { PictureRegion, UltrasoundScreen } from '../ultrasound/ultrasound-picture.ts';
import type { PixelForm } from '../ultrasound/vendor-layout.ts';
import type { TextCoding } from './character-set.ts';
import { declaredCharacterSet } from './character-set.ts';
import { pixelElement } from './pixel-element.ts';
import { elementBytes, joinBytes } from './element-bytes.ts';
import type { WrittenElement } from './element-bytes.ts';

/** Everything identifying that a scanner writes into a header. All of it made up; none of it may leave a centre. */
export interface IdentifyingHeader {
  /** As a PN value: Latin group, and Han after the equals sign. */
  readonly patientName: string;
  readonly patientId: string;
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
  readonly ageYears: number;
  readonly hospital: string;
  readonly physician: string;
  readonly operator: string;
  readonly accession: string;
  readonly coding: TextCoding;
}

/** What the header says about machine, time and place in the study. Dates as DICOM writes them, YYYYMMDD. */
export interface AcquisitionHeader {
  readonly manufacturer: string;
  readonly model: string;
  readonly transducer: string;
  readonly softwareVersion: string;
  readonly scanDate: string;
  readonly scanTime: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly instance: number;
}

const US_IMAGE = '1.2.840.10008.5.1.4.1.1.6.1';

/** A complete DICOM part 10 file of one screen, as a scanner would send it: identifiers in tags, in private groups and in the pixels. */
export async function ultrasoundFile(picture: UltrasoundScreen, form: PixelForm, who: IdentifyingHeader, what: AcquisitionHeader): Promise<Uint8Array> {
  const pixels = await pixelElement(picture, form);
  const colour = picture.regions.some((region) => region.dataType === 'colour-flow');
  const body = elementBytes([...patientElements(who), ...studyElements(who, what, colour), ...imageElements(picture, pixels.photometric, pixels.lossyMethod)], who.coding);
  return joinBytes([fileHead(pixels.transferSyntax, what.sopUid), body, pixels.element]);
}

/** Preamble, mark and file meta information (PS3.10 7.1). */
export function fileHead(transferSyntax: string, sopUid: string, sopClass = US_IMAGE): Uint8Array {
  const meta = elementBytes([
    { tag: '00020001', vr: 'OB', value: Uint8Array.of(0, 1) },
    { tag: '00020002', vr: 'UI', value: sopClass },
    { tag: '00020003', vr: 'UI', value: sopUid },
    { tag: '00020010', vr: 'UI', value: transferSyntax },
    { tag: '00020012', vr: 'UI', value: '1.3.6.1.4.1.99999.1' },
    { tag: '00020016', vr: 'AE', value: 'US_ROOM_3' },
  ], 'latin');
  const length = elementBytes([{ tag: '00020000', vr: 'UL', value: meta.length }], 'latin');
  return joinBytes([new Uint8Array(128), new TextEncoder().encode('DICM'), length, meta]);
}

function patientElements(who: IdentifyingHeader): WrittenElement[] {
  return [
    { tag: '00080005', vr: 'CS', value: declaredCharacterSet[who.coding] },
    { tag: '00080050', vr: 'SH', value: who.accession },
    { tag: '00080080', vr: 'LO', value: who.hospital },
    { tag: '00080090', vr: 'PN', value: who.physician },
    { tag: '00081070', vr: 'PN', value: who.operator },
    { tag: '00100010', vr: 'PN', value: who.patientName },
    { tag: '00100020', vr: 'LO', value: who.patientId },
    { tag: '00100030', vr: 'DA', value: who.birthDate },
    { tag: '00100040', vr: 'CS', value: who.sex },
    { tag: '00101010', vr: 'AS', value: `${String(Math.min(999, who.ageYears)).padStart(3, '0')}Y` },
    { tag: '00104000', vr: 'LT', value: `Ward 7, ${who.patientName.split('=')[0]?.replace('^', ' ') ?? ''}` },
    { tag: '00091001', vr: 'LO', value: who.patientName },
    { tag: '00090010', vr: 'LO', value: 'SONO PRIVATE 1' },
  ];
}

function studyElements(who: IdentifyingHeader, what: AcquisitionHeader, colour: boolean): WrittenElement[] {
  return [
    { tag: '00080008', vr: 'CS', value: colour ? 'ORIGINAL\\PRIMARY\\ABDOMINAL\\0011' : 'ORIGINAL\\PRIMARY\\ABDOMINAL\\0001' },
    { tag: '00080016', vr: 'UI', value: US_IMAGE },
    { tag: '00080018', vr: 'UI', value: what.sopUid },
    ...['00080020', '00080021', '00080022', '00080023'].map((tag) => ({ tag, vr: 'DA', value: what.scanDate })),
    ...['00080030', '00080031', '00080032', '00080033'].map((tag) => ({ tag, vr: 'TM', value: what.scanTime })),
    { tag: '00080060', vr: 'CS', value: 'US' },
    { tag: '00080070', vr: 'LO', value: what.manufacturer },
    { tag: '00081010', vr: 'SH', value: 'US-ROOM3' },
    { tag: '00081030', vr: 'LO', value: `Liver ${who.patientId}` },
    { tag: '00081090', vr: 'LO', value: what.model },
    { tag: '00181000', vr: 'LO', value: `SN${who.accession}` },
    { tag: '00181020', vr: 'LO', value: what.softwareVersion },
    { tag: '00185010', vr: 'LO', value: what.transducer },
    { tag: '0020000d', vr: 'UI', value: what.studyUid },
    { tag: '0020000e', vr: 'UI', value: what.seriesUid },
    { tag: '00200010', vr: 'SH', value: who.accession },
    { tag: '00200011', vr: 'IS', value: '1' },
    { tag: '00200013', vr: 'IS', value: String(what.instance) },
  ];
}

function imageElements(picture: UltrasoundScreen, photometric: string, lossy: string | null): WrittenElement[] {
  return [
    { tag: '00186011', vr: 'SQ', value: picture.regions.map(regionItem) },
    { tag: '00280002', vr: 'US', value: picture.channels },
    { tag: '00280004', vr: 'CS', value: photometric },
    ...(picture.channels === 3 ? [{ tag: '00280006', vr: 'US', value: 0 }] : []),
    { tag: '00280010', vr: 'US', value: picture.height },
    { tag: '00280011', vr: 'US', value: picture.width },
    { tag: '00280100', vr: 'US', value: 8 },
    { tag: '00280101', vr: 'US', value: 8 },
    { tag: '00280102', vr: 'US', value: 7 },
    { tag: '00280103', vr: 'US', value: 0 },
    { tag: '00280301', vr: 'CS', value: 'YES' },
    { tag: '00282110', vr: 'CS', value: lossy ? '01' : '00' },
    ...(lossy ? [{ tag: '00282112', vr: 'DS', value: '9' }, { tag: '00282114', vr: 'CS', value: lossy }] : []),
  ];
}

/** One item of Sequence of Ultrasound Regions: units cm (3), 2D (1), tissue (1) or colour flow (2); PS3.3 C.8.5.5. */
function regionItem(region: PictureRegion): WrittenElement[] {
  return [
    { tag: '00186012', vr: 'US', value: 1 },
    { tag: '00186014', vr: 'US', value: region.dataType === 'tissue' ? 1 : 2 },
    { tag: '00186016', vr: 'UL', value: 2 },
    { tag: '00186018', vr: 'UL', value: region.x0 },
    { tag: '0018601a', vr: 'UL', value: region.y0 },
    { tag: '0018601c', vr: 'UL', value: region.x1 },
    { tag: '0018601e', vr: 'UL', value: region.y1 },
    { tag: '00186024', vr: 'US', value: 3 },
    { tag: '00186026', vr: 'US', value: 3 },
    { tag: '0018602c', vr: 'FD', value: region.cmPerPixel },
    { tag: '0018602e', vr: 'FD', value: region.cmPerPixel },
    { tag: '00186030', vr: 'UL', value: 3500 },
  ];
}

