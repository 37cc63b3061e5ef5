import type { DicomHeader } from '@echocohort/dicom';
import { imageFactsOf, unreadableFinding, UNREADABLE_CODES } from '../index.ts';

const header = (change: Partial<DicomHeader> = {}): DicomHeader => ({
  rows: 480, columns: 640, frames: 1, samplesPerPixel: 1, photometric: 'MONOCHROME2', planarConfiguration: 0, bitsAllocated: 8, bitsStored: 8, highBit: 7, signed: false,
  manufacturer: 'Maker', model: 'One', softwareVersions: [], transducerData: ['', 'C5-1'], transducerType: 'CURVED LINEAR', sopClassUid: '1.2', sopInstanceUid: null,
  studyInstanceUid: null, seriesInstanceUid: null, modality: 'US', imageType: [], transferSyntax: '1.2.840.10008.1.2.1', encapsulated: false, regions: [], calibrated: false,
  patientId: null, studyDate: '2019-03-04', acquisitionDate: null, frameTime: 40, lossy: false, ultrasoundColourDataPresent: null, ...change,
});

describe('facts from a header', () => {
  it('takes the first transducer that is named', () => expect(imageFactsOf(header()).transducer).toBe('C5-1'));
  it('falls back on the transducer type, then on nothing', () => {
    expect(imageFactsOf(header({ transducerData: [] })).transducer).toBe('CURVED LINEAR');
    expect(imageFactsOf(header({ transducerData: [], transducerType: null })).transducer).toBe('');
  });
  it('prefers the acquisition date', () => expect(imageFactsOf(header({ acquisitionDate: '2019-03-05' })).scanDate).toBe('2019-03-05'));
  it('times a clip and not a still', () => expect([imageFactsOf(header({ frames: 300 })).seconds, imageFactsOf(header()).seconds]).toEqual([12, null]));
  it('knows nothing of pixels that nobody looked at', () => expect(imageFactsOf(header())).toMatchObject({ colourPixels: null, marksInImage: null, identifiablePaths: null }));
  it('takes what was looked at', () => expect(imageFactsOf(header(), { colourPixels: true })).toMatchObject({ colourPixels: true, marksInImage: null }));
});

describe('a file that cannot be read', () => {
  it.each([...UNREADABLE_CODES, 'nesting-too-deep', 'toString'])('%s becomes a finding of its slot', (code) => {
    const finding = unreadableFinding({ code, detail: 'x' }, 'L1');
    expect(finding).toMatchObject({ code, severity: 'blocks', slot: 'L1', evidence: {} });
    expect(finding.sentence.zh).not.toBe('');
  });
});
