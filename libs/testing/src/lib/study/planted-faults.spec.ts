import { deidentify, verifyClean } from '@echocohort/deidentification';
import { VENDOR_LAYOUTS } from '../ultrasound/vendor-layout.ts';
import { cutOff, rawVariant, withBurntName, withElement } from './planted-faults.ts';
import { slotImageFile } from './slot-images.ts';
import type { SlotImage } from './slot-images.ts';

const key = new Uint8Array(32).fill(9);
const [, layout] = VENDOR_LAYOUTS;
const text = { hospital: 'H', patientName: 'WANG', patientId: 'ID 1', date: '2018-01-02', time: '09:00:00', model: 'M', transducer: 'T' };
const look = { diameterCm: 3, elongation: 1.1, echoDb: -4, unevenDb: 4, grainCm: 0.5, haloDb: 8, rimDb: 0, irregularity: 0.05, blur: 0.05, enhancementDb: 0, flow: 0.8, satellites: 0 };

function image(): SlotImage {
  if (!layout) throw new Error('no layout');
  return rawVariant({
    slot: 'A', fileName: '01_A.dcm', form: 'rgb-raw', recipe: { seed: 's', lesionSeed: 'l', layout, view: 'plane', background: 'normal', look, text },
    identity: { patientName: 'WANG^DALIN', patientId: '30417', birthDate: '19600101', sex: 'M', ageYears: 58, hospital: 'H', physician: 'DING^WEN', operator: 'LIN', accession: 'A1', coding: 'utf8' },
    acquisition: { manufacturer: 'Maker', model: 'Model', transducer: 'C5-1', softwareVersion: '1', scanDate: '20180721', scanTime: '091452', studyUid: '1.3.6.1.4.1.99999.1', seriesUid: '1.3.6.1.4.1.99999.2', sopUid: '1.3.6.1.4.1.99999.3', instance: 1 },
  });
}

async function clean(): Promise<Uint8Array> {
  const cleaned = deidentify(await slotImageFile(image()), { key, subjectCode: 'C01-0001' });
  if (!cleaned.ok) throw new Error(cleaned.refusal.code);
  return cleaned.value.bytes;
}

const verdict = (file: Uint8Array): string => {
  const verified = verifyClean(file, { centre: 'C01' });
  return verified.ok ? 'clean' : verified.refusal.code;
};

describe('planted faults', () => {
  it('start from a file that passes, so that each refusal is due to the plant', async () => expect(verdict(await clean())).toBe('clean'));

  it.each([
    ['a physician in a tag', (file: Uint8Array) => withElement(file, { tag: '00081048', vr: 'PN', value: 'DING^WEN' }), 'identifiable'],
    ['a private element', (file: Uint8Array) => withElement(file, { tag: '00090010', vr: 'LO', value: 'SONO' }), 'identifiable'],
    ['a burnt-in name', (file: Uint8Array) => withBurntName(file, image(), 'WANG DALIN'), 'identifiable'],
    ['a file cut off in its header', (file: Uint8Array) => cutOff(file, 0.002), 'truncated'],
  ])('%s is refused', async (_, plant, code) => expect(verdict(plant(await clean()))).toBe(code));

  it('a file cut off in its pixels is refused', async () => expect(verdict(cutOff(await clean(), 0.7))).not.toBe('clean'));
});
