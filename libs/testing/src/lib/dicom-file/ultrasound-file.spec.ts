import { drawPicture } from '../ultrasound/ultrasound-picture.ts';
import { VENDOR_LAYOUTS } from '../ultrasound/vendor-layout.ts';
import type { VendorLayout } from '../ultrasound/vendor-layout.ts';
import { encodeText } from './character-set.ts';
import type { TextCoding } from './character-set.ts';
import { elementBytes } from './element-bytes.ts';
import { ultrasoundFile } from './ultrasound-file.ts';

const look = { diameterCm: 3, elongation: 1.1, echoDb: -4, unevenDb: 4, grainCm: 0.5, haloDb: 8, rimDb: 0, irregularity: 0.05, blur: 0.05, enhancementDb: 0, flow: 0.8, satellites: 0 };
const text = { hospital: 'H', patientName: 'N', patientId: 'I', date: 'D', time: 'T', model: 'M', transducer: 'P' };

function fileOf(layout: VendorLayout, coding: TextCoding, view: 'plane' | 'doppler' = 'plane'): Promise<Uint8Array> {
  const picture = drawPicture({ seed: 's', lesionSeed: 'l', layout, view, background: 'normal', look, text });
  const identity = { patientName: 'WANG^DALIN=王^大林', patientId: '30417', birthDate: '19600101', sex: 'M', ageYears: 58, hospital: '日月医院', physician: 'DING^WEN', operator: 'LIN', accession: 'A1', coding } as const;
  const acquisition = { manufacturer: 'Maker', model: 'Model', transducer: 'C5-1', softwareVersion: '1', scanDate: '20180721', scanTime: '091452', studyUid: '1.3.6.1.4.1.99999.1', seriesUid: '1.3.6.1.4.1.99999.2', sopUid: '1.3.6.1.4.1.99999.3', instance: 1 };
  return ultrasoundFile(picture, view === 'doppler' ? layout.colour : layout.bMode, identity, acquisition);
}

const contains = (file: Uint8Array, part: Uint8Array): boolean => Buffer.from(file).includes(Buffer.from(part));

describe('synthetic DICOM files', () => {
  it.each(VENDOR_LAYOUTS.map((layout) => [layout.name, layout] as const))('start with the part 10 mark and hold the name in the tags (%s)', async (_, layout) => {
    const file = await fileOf(layout, 'gb18030');
    expect(new TextDecoder('latin1').decode(file.subarray(128, 132))).toBe('DICM');
    expect(contains(file, encodeText('王^大林', 'gb18030'))).toBe(true);
    expect(file.length % 2).toBe(0);
  });

  it('writes names in the coding asked for; the undeclared one says Latin-1 over GB bytes', async () => {
    const [layout] = VENDOR_LAYOUTS;
    if (!layout) throw new Error('no layout');
    const undeclared = await fileOf(layout, 'gb18030-undeclared');
    expect(contains(undeclared, encodeText('王', 'gb18030'))).toBe(true);
    expect(contains(undeclared, encodeText('ISO_IR 100', 'latin'))).toBe(true);
    expect(contains(await fileOf(layout, 'utf8'), encodeText('王', 'utf8'))).toBe(true);
  });

  it('codes Han text so that the platform\'s decoder reads it back', () => {
    expect(new TextDecoder('gb18030').decode(encodeText('李文月 A1', 'gb18030'))).toBe('李文月 A1');
    expect(new TextDecoder('latin1').decode(encodeText('李', 'latin'))).toBe('?');
  });

  it('sorts elements and pads odd values: blanks for text, zero for UIDs', () => {
    const bytes = elementBytes([{ tag: '00080060', vr: 'CS', value: 'USX' }, { tag: '00080018', vr: 'UI', value: '1.2' }], 'latin');
    expect([...bytes]).toEqual([8, 0, 0x18, 0, 0x55, 0x49, 4, 0, 0x31, 0x2e, 0x32, 0, 8, 0, 0x60, 0, 0x43, 0x53, 4, 0, 0x55, 0x53, 0x58, 0x20]);
  });
});
