import fc from 'fast-check';
import { blocks, checkSlot, SAME_PICTURE_RELATIONS, SLOT_CHECKS } from '../index.ts';
import type { ImageFacts, SamePicture, Slot, SlotContext } from '../index.ts';
import { cineSlot, dopplerSlot, fitting, fittingClip, lesionSlot, openPlace } from './spec-cases/slots.ts';

const codes = (facts: ImageFacts, slot: Slot = lesionSlot(), context: SlotContext = openPlace()): string[] => checkSlot(facts, slot, context).map(({ code }) => code);
const doppler = { regionDataTypes: [1, 2], colourPixels: true };
const same = (relation: SamePicture['relation']): SlotContext => openPlace({ samePictures: [{ relation, case: 'C03-0001-L1', slot: 'L2' }] });

describe('a picture that fits', () => {
  it('has no findings as a still', () => expect(codes(fitting())).toEqual([]));
  it('has no findings as a Doppler picture', () => expect(codes(fitting(doppler), dopplerSlot())).toEqual([]));
  it('has no findings as a clip', () => expect(codes(fittingClip(), cineSlot())).toEqual([]));
});

describe('one thing wrong, one finding', () => {
  it.each<[string, Partial<ImageFacts>, string[]]>([
    ['CT', { modality: 'CT' }, ['not-ultrasound']],
    ['no modality', { modality: '' }, ['not-ultrasound']],
    ['secondary capture', { sopClassUid: '1.2.840.10008.5.1.4.1.1.7' }, ['wrong-sop-class']],
    ['the retired still class', { sopClassUid: '1.2.840.10008.5.1.4.1.1.6' }, []],
    ['multi-frame class with one frame', { sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1' }, []],
    ['multi-frame class with many frames', { sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', frames: 40 }, ['not-a-still']],
    ['one row short', { rows: 239 }, ['matrix-too-small']],
    ['one column short', { columns: 319 }, ['matrix-too-small']],
    ['just large enough', { rows: 240, columns: 320 }, []],
    ['no units', { calibrated: false }, ['no-calibration']],
    ['another day', { scanDate: '2019-03-05' }, ['scan-date-differs']],
    ['no date', { scanDate: null }, ['scan-date-missing']],
    ['unknown machine', { model: 'Two' }, ['device-not-registered']],
    ['unknown transducer', { transducer: 'L12-3' }, ['device-not-registered']],
    ['transducer not in the header', { transducer: '' }, []],
    ['letter case and blanks of the maker', { manufacturer: ' maker' }, []],
    ['calipers', { marksInImage: true }, ['marks-in-image']],
    ['calipers looked for, none', { marksInImage: false }, []],
    ['text outside the image', { textOutsideImage: true }, ['text-outside-image']],
    ['a name in a tag', { identifiablePaths: ['(0010,0010)'] }, ['identifiable-attribute']],
    ['looked at, nothing identifiable', { identifiablePaths: [] }, []],
  ])('%s', (_, change, expected) => expect(codes(fitting(change))).toEqual(expected));
});

describe('image type', () => {
  it.each<[string, Partial<ImageFacts>, string[]]>([
    ['a colour flow region', { regionDataTypes: [1, 2] }, ['wrong-image-type']],
    ['the colour Doppler flag', { regionDataTypes: [1], imageType: ['DERIVED', 'PRIMARY', '', '0011'], colourPixels: null }, ['wrong-image-type']],
    ['the power Doppler flag', { regionDataTypes: [1], imageType: ['DERIVED', 'PRIMARY', '', '0101'], colourPixels: null }, ['wrong-image-type']],
    ['coloured pixels only', { regionDataTypes: [], imageType: [], colourPixels: true }, ['wrong-image-type']],
    ['a spectrum', { regionDataTypes: [3], imageType: [] }, ['wrong-image-type']],
    ['a spectrum beside tissue', { regionDataTypes: [1, 3], imageType: [] }, []],
    ['nothing known', { regionDataTypes: [], imageType: [], colourPixels: null }, []],
  ])('a grey-scale slot and %s', (_, change, expected) => expect(codes(fitting(change))).toEqual(expected));

  it('a Doppler slot and a grey picture', () => {
    const [finding] = checkSlot(fitting(), dopplerSlot(), openPlace());
    expect(finding).toMatchObject({ code: 'wrong-image-type', severity: 'blocks', slot: 'D1', evidence: { shown: 'b-mode', wanted: 'colour' } });
  });
});

describe('a clip', () => {
  it.each<[string, Partial<ImageFacts>, string[]]>([
    ['too short', { seconds: 9.9 }, ['cine-length']],
    ['just long enough', { seconds: 10 }, []],
    ['just short enough', { seconds: 20 }, []],
    ['too long', { seconds: 20.1 }, ['cine-length']],
    ['of unknown length', { seconds: null }, []],
    ['of one frame', { frames: 1, seconds: null }, ['single-frame-cine']],
    ['in a still class', { sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1' }, ['wrong-sop-class']],
    ['with colour', doppler, []],
  ])('%s', (_, change, expected) => expect(codes(fittingClip(change), cineSlot())).toEqual(expected));
});

describe('the place', () => {
  it('is taken', () => expect(codes(fitting(), lesionSlot(), openPlace({ filled: 1 }))).toEqual(['slot-already-filled']));
  it('is taken, but this one replaces the picture', () => expect(codes(fitting(), lesionSlot(), openPlace({ filled: 1, replacing: true }))).toEqual([]));
  it('takes two', () => expect(codes(fitting(), lesionSlot({ max: 2 }), openPlace({ filled: 1 }))).toEqual([]));
  it('has no exam date yet', () => expect(codes(fitting(), lesionSlot(), openPlace({ examDate: null }))).toEqual([]));
  it('has no registry at hand', () => expect(codes(fitting({ model: 'Two' }), lesionSlot(), openPlace({ devices: null }))).toEqual([]));
  it('has no devices', () => expect(codes(fitting(), lesionSlot(), openPlace({ devices: [] }))).toEqual(['device-not-registered']));
  it('does not mind calipers', () => expect(codes(fitting({ marksInImage: true }), lesionSlot({ noCalipers: false }))).toEqual([]));
});

describe('the same picture again', () => {
  it.each(SAME_PICTURE_RELATIONS)('%s', (relation) => expect(codes(fitting(), lesionSlot(), same(relation))).toEqual([`same-picture-${relation}`]));
  it('blocks everywhere but in its own slot', () => {
    const blocking = SAME_PICTURE_RELATIONS.filter((relation) => blocks(checkSlot(fitting(), lesionSlot(), same(relation))));
    expect(blocking).toEqual(['same-lesion', 'same-patient', 'other-patient', 'other-centre']);
  });
  it('never names the case of another centre', () => {
    expect(JSON.stringify(checkSlot(fitting(), lesionSlot(), same('other-centre')))).not.toContain('C03-0001');
  });
});

describe('every check', () => {
  it('reports all findings, not only the first', () => {
    const all = codes(fitting({ modality: 'CT', rows: 10, calibrated: false, model: 'Two' }), lesionSlot(), openPlace({ filled: 1 }));
    expect(all).toEqual(['not-ultrasound', 'matrix-too-small', 'slot-already-filled', 'device-not-registered', 'no-calibration']);
  });

  it('has its own code', () => expect(new Set(SLOT_CHECKS.map(({ code }) => code)).size).toBe(SLOT_CHECKS.length));

  it('says both languages and carries its slot, whatever it is handed', () => {
    const facts = fc.record<ImageFacts>({
      sopClassUid: fc.constantFrom('1.2.840.10008.5.1.4.1.1.6.1', '1.2.3'), modality: fc.constantFrom('US', 'CT'), rows: fc.nat(900), columns: fc.nat(900),
      frames: fc.nat(40), seconds: fc.option(fc.nat(40)), regionDataTypes: fc.array(fc.nat(5)), imageType: fc.array(fc.constantFrom('ORIGINAL', '0011', 'ZZ')),
      colourPixels: fc.option(fc.boolean()), calibrated: fc.boolean(), marksInImage: fc.option(fc.boolean()), textOutsideImage: fc.option(fc.boolean()),
      identifiablePaths: fc.option(fc.array(fc.constant('(0010,0010)'))), scanDate: fc.constantFrom(null, '2019-03-04', '2019-03-05'),
      manufacturer: fc.string(), model: fc.string(), transducer: fc.string(),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom(lesionSlot(), dopplerSlot(), cineSlot()), (given, slot) => {
        for (const { slot: at, sentence, code } of checkSlot(given, slot, openPlace())) {
          expect({ at, code, words: sentence.zh !== '' && sentence.en !== '' }).toEqual({ at: slot.code, code, words: true });
        }
      }),
      { numRuns: 200 },
    );
  });
});
