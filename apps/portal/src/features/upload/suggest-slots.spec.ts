import type { ImageFacts } from '@echocohort/protocol';
import { suggestSlots, type NamedFile, type SlotChoice } from './suggest-slots.ts';

const SLOTS: readonly SlotChoice[] = [
  { code: 'L1', order: 1, imageType: 'b-mode', free: true },
  { code: 'L2', order: 2, imageType: 'b-mode', free: true },
  { code: 'B1', order: 3, imageType: 'b-mode', free: true },
  { code: 'D1', order: 4, imageType: 'colour', free: true },
  { code: 'V1', order: 5, imageType: 'cine', free: true },
];

const facts = (part: Partial<ImageFacts>): ImageFacts => ({ sopClassUid: '', modality: 'US', rows: 1, columns: 1, frames: 1, seconds: null, regionDataTypes: [1], imageType: [], colourPixels: false, calibrated: true, marksInImage: null, textOutsideImage: null, identifiablePaths: null, scanDate: null, manufacturer: '', model: '', transducer: '', ...part });
const file = (id: number, name: string, part?: Partial<ImageFacts>): NamedFile => ({ id, name, facts: part ? facts(part) : null });
const proposed = (files: readonly NamedFile[], slots = SLOTS): Record<number, string> => Object.fromEntries(suggestSlots(files, slots));

describe('which slot a file is proposed for', () => {
  it.each<[string, NamedFile[], Record<number, string>]>([
    ['the code in the name', [file(1, '02_L2.dcm'), file(2, 'b1.dcm')], { 1: 'L2', 2: 'B1' }],
    ['a code only where it stands alone', [file(1, 'ML12.dcm')], { 1: 'L1' }],
    ['the number, when every name has one that names a slot', [file(1, 'IM0003'), file(2, 'IM0001')], { 1: 'B1', 2: 'L1' }],
    ['natural order, when numbers name no slots', [file(1, 'IM0110'), file(2, 'IM0099')], { 2: 'L1', 1: 'L2' }],
    ['the colour picture to the colour slot', [file(1, 'a', { regionDataTypes: [1, 2] }), file(2, 'b', { regionDataTypes: [1] })], { 1: 'D1', 2: 'L1' }],
    ['a clip to the cine slot', [file(1, 'a', { frames: 60 })], { 1: 'V1' }],
    ['a folder path does not count', [file(1, 'L2/x_B1.dcm')], { 1: 'B1' }],
  ])('%s', (_, files, expected) => expect(proposed(files)).toEqual(expected));

  it('never proposes a slot twice', () => expect(new Set(Object.values(proposed([file(1, 'L1.dcm'), file(2, 'L1 copy.dcm'), file(3, 'x'), file(4, 'y')]))).size).toBe(4));
  it('leaves a file without a place to the person', () => expect(proposed(Array.from({ length: 7 }, (_, index) => file(index, `x${index + 90}`)))).not.toHaveProperty('6'));
  it('does not fill a slot that has an image, unless the name says so', () => {
    const filled = SLOTS.map((slot) => ({ ...slot, free: slot.code !== 'L1' }));
    expect(proposed([file(1, 'scan')], filled)).toEqual({ 1: 'L2' });
    expect(proposed([file(1, 'L1.dcm')], filled)).toEqual({ 1: 'L1' });
  });
});
