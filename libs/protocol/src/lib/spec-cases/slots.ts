import type { ImageFacts, SlotContext } from '../image-facts.ts';
import type { Slot } from '../protocol-version.ts';

/** A still grey-scale slot with everything that a rule can look at. */
export const lesionSlot = (change: Partial<Slot> = {}): Slot => ({
  code: 'L1', order: 1, name: { zh: '病灶', en: 'Lesion' }, view: { zh: '病灶最大径切面', en: 'Plane of the largest diameter' },
  role: 'lesion', imageType: 'b-mode', min: 1, max: 1, counted: true, feeds: ['model-l'], minRows: 240, minColumns: 320, noCalipers: true, ...change,
});

export const dopplerSlot = (change: Partial<Slot> = {}): Slot => lesionSlot({ code: 'D1', order: 11, role: 'feature', imageType: 'colour', noCalipers: false, ...change });

export const cineSlot = (change: Partial<Slot> = {}): Slot =>
  lesionSlot({ code: 'V1', order: 12, role: 'cine', imageType: 'cine', min: 0, counted: false, noCalipers: false, seconds: { min: 10, max: 20 }, ...change });

/** A picture that fits `lesionSlot` in every way. */
export const fitting = (change: Partial<ImageFacts> = {}): ImageFacts => ({
  sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', modality: 'US', rows: 480, columns: 640, frames: 1, seconds: null, regionDataTypes: [1],
  imageType: ['ORIGINAL', 'PRIMARY', 'ABDOMINAL', '0001'], colourPixels: false, calibrated: true, marksInImage: null, textOutsideImage: null,
  identifiablePaths: null, scanDate: '2019-03-04', manufacturer: 'Maker', model: 'One', transducer: 'C5-1', ...change,
});

/** A clip that fits `cineSlot`. */
export const fittingClip = (change: Partial<ImageFacts> = {}): ImageFacts =>
  fitting({ sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', frames: 300, seconds: 12, ...change });

/** An empty slot of an exam of the same day, at a centre that has the device. */
export const openPlace = (change: Partial<SlotContext> = {}): SlotContext => ({
  examDate: '2019-03-04', filled: 0, replacing: false, samePictures: [],
  devices: [{ code: 'D01', manufacturer: 'MAKER ', model: 'one', transducer: 'C5-1' }], ...change,
});
