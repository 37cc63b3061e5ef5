import type { DicomFile, DicomHeader } from '@echocohort/dicom';
import { isImageTypeValue, TRANSDUCER_TYPES } from './policy/vocabulary.ts';
import { isDeviceText } from './rewrite/device-text.ts';
import { ownWordsOf } from './rewrite/own-words.ts';

/** A header without identities and dates, fit to be printed. */
export type ShownHeader = Omit<DicomHeader, 'patientId' | 'studyDate' | 'acquisitionDate' | 'sopInstanceUid' | 'studyInstanceUid' | 'seriesInstanceUid'>;

const PHOTOMETRIC: ReadonlySet<string> = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT', 'YBR_PARTIAL_420']);
const registered = (uid: string | null): string | null => (uid !== null && /^1\.2\.840\.10008\.[0-9.]{1,50}$/.test(uid) ? uid : null);

/**
 * What may be printed of a file that is not clean yet. Any attribute can hold a name by mistake, so each text passes the same rule
 * that a clean file's text passes; what fails is shown as missing.
 */
export function shownHeader(file: DicomFile, header: DicomHeader): ShownHeader {
  const own = ownWordsOf(file.dataSet);
  const device = (text: string): boolean => isDeviceText(text, 10, own);
  const one = (text: string | null): string | null => (text !== null && device(text) ? text : null);
  const { rows, columns, frames, samplesPerPixel, planarConfiguration, bitsAllocated, bitsStored, highBit, signed } = header;
  return {
    rows, columns, frames, samplesPerPixel, planarConfiguration, bitsAllocated, bitsStored, highBit, signed,
    photometric: PHOTOMETRIC.has(header.photometric) ? header.photometric : 'unknown',
    manufacturer: one(header.manufacturer),
    model: one(header.model),
    softwareVersions: header.softwareVersions.filter(device),
    transducerData: header.transducerData.filter(device),
    transducerType: TRANSDUCER_TYPES.find((type) => type === header.transducerType) ?? null,
    sopClassUid: registered(header.sopClassUid),
    modality: header.modality !== null && /^[A-Z]{2}$/.test(header.modality) ? header.modality : null,
    imageType: header.imageType.map((value, position) => (isImageTypeValue(value, position) ? value : '')),
    transferSyntax: registered(header.transferSyntax) ?? 'unknown',
    encapsulated: header.encapsulated,
    regions: header.regions,
    calibrated: header.calibrated,
    frameTime: header.frameTime,
    lossy: header.lossy,
    ultrasoundColourDataPresent: header.ultrasoundColourDataPresent,
  };
}
