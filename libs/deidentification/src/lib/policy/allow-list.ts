import { DEIDENTIFICATION_CODES } from './method.ts';
import type { AllowRule, ValueRule } from '../rewrite/value-rule.ts';
import {
  ANATOMIC_REGIONS, BODY_PARTS, FRAME_POINTERS, isImageTypeValue, LOSSY_METHODS, TRANSDUCER_TYPES, ULTRASOUND_CLASSES,
} from './vocabulary.ts';

const oneOf = (values: readonly string[]): ValueRule => ({ kind: 'codes', allowed: (value) => values.includes(value) });
const integer = (least: number, most: number, mostValues = 1): ValueRule => ({ kind: 'number-text', integer: true, least, most, mostValues });
const decimal = (least: number, most: number, mostValues = 1): ValueRule => ({ kind: 'number-text', integer: false, least, most, mostValues });
const device = (mostDigits: number, keepPositions = false): ValueRule => ({ kind: 'device-text', mostDigits, keepPositions });

const WIDTHS: Readonly<Record<string, { width: 2 | 4 | 8; float: boolean }>> = {
  US: { width: 2, float: false }, SS: { width: 2, float: false }, UL: { width: 4, float: false }, SL: { width: 4, float: false },
  FL: { width: 4, float: true }, FD: { width: 8, float: true },
};

const binary = (vr: string): ValueRule => {
  const form = WIDTHS[vr];
  if (!form) throw new RangeError('allow list: no binary VR');
  return { kind: 'binary', ...form };
};

const rule = (tag: string, vr: string, value: ValueRule, reason: string, more: Pick<AllowRule, 'orEmpty' | 'orEmptyIfPresent' | 'required'> = {}): AllowRule => ({ tag, vr, rule: value, reason, ...more });

/** Geometry and calibration of one region (PS3.3 C.8.5.5): numbers only. */
const REGION_NUMBERS: readonly (readonly [string, string])[] = [
  ['0018,6012', 'US'], ['0018,6014', 'US'], ['0018,6016', 'UL'], ['0018,6018', 'UL'], ['0018,601a', 'UL'], ['0018,601c', 'UL'], ['0018,601e', 'UL'],
  ['0018,6020', 'SL'], ['0018,6022', 'SL'], ['0018,6024', 'US'], ['0018,6026', 'US'], ['0018,6028', 'FD'], ['0018,602a', 'FD'], ['0018,602c', 'FD'],
  ['0018,602e', 'FD'], ['0018,6030', 'UL'], ['0018,6032', 'UL'], ['0018,6034', 'FD'], ['0018,6036', 'FD'], ['0018,6039', 'SL'], ['0018,603b', 'SL'],
  ['0018,603d', 'SL'], ['0018,603f', 'SL'], ['0018,6041', 'SL'], ['0018,6043', 'SL'], ['0018,6044', 'US'], ['0018,6046', 'UL'], ['0018,6048', 'UL'],
  ['0018,604a', 'UL'], ['0018,604c', 'US'], ['0018,604e', 'US'],
];

export const REGION_LIST: readonly AllowRule[] = REGION_NUMBERS.map(([tag, vr]) => rule(tag, vr, binary(vr), 'Geometry or calibration of the region; a number that says nothing of a person.'));

export const REFERENCE_LIST: readonly AllowRule[] = [
  rule('0008,1150', 'UI', { kind: 'registered-uid', allowed: ULTRASOUND_CLASSES }, 'Class of the image referred to; registered.'),
  rule('0008,1155', 'UI', { kind: 'mapped-uid' }, 'Reference to another image of the study, mapped so that it still resolves.'),
];

const references: ValueRule = { kind: 'items', list: REFERENCE_LIST, needs: ['0008,1150', '0008,1155'] };
export const SERIES_LIST: readonly AllowRule[] = [
  rule('0008,114a', 'SQ', references, 'References between images of the study, mapped.'),
  rule('0020,000e', 'UI', { kind: 'mapped-uid' }, 'Series of the images referred to, mapped.'),
];

const image: ValueRule = { kind: 'image' };
const empty: ValueRule = { kind: 'empty' };
const pixels = 'Describes the pixels that are written; taken from the decoded image.';
const shifted = 'The date, shifted by the patient\'s secret number of days, keeps intervals between examinations.';
const hour = 'The hour of the day orders examinations; minutes and seconds would help to find the patient in a log.';
const described = 'Says what was examined; approved descriptions only, in the list\'s own wording.';
const physics = 'Acoustic or acquisition setting; a bounded number.';

/** What may stand at the top level. Everything else is not written. Sorted by tag. */
export const TOP_LIST: readonly AllowRule[] = [
  rule('0008,0005', 'CS', { kind: 'fixed', text: 'ISO_IR 192' }, 'The writer writes ASCII only and declares UTF-8.'),
  rule('0008,0008', 'CS', { kind: 'codes', allowed: isImageTypeValue }, 'Tells B-mode, colour and derived pictures apart; values from the standard\'s list only.', { orEmpty: true }),
  rule('0008,0016', 'UI', { kind: 'registered-uid', allowed: ULTRASOUND_CLASSES }, 'Says that this is an ultrasound image; registered.', { required: true }),
  rule('0008,0018', 'UI', { kind: 'mapped-uid' }, 'Identity of the image, mapped with the centre\'s key.', { required: true }),
  rule('0008,0020', 'DA', { kind: 'date' }, shifted, { orEmpty: true }),
  rule('0008,0021', 'DA', { kind: 'date' }, shifted),
  rule('0008,0022', 'DA', { kind: 'date' }, shifted),
  rule('0008,0023', 'DA', { kind: 'date' }, shifted),
  rule('0008,002a', 'DT', { kind: 'date-time' }, shifted),
  rule('0008,0030', 'TM', { kind: 'time' }, hour, { orEmpty: true }),
  rule('0008,0031', 'TM', { kind: 'time' }, hour),
  rule('0008,0032', 'TM', { kind: 'time' }, hour),
  rule('0008,0033', 'TM', { kind: 'time' }, hour),
  rule('0008,0050', 'SH', empty, 'Must be there (type 2); its number identifies an order.'),
  rule('0008,0060', 'CS', oneOf(['US']), 'Modality; only ultrasound is accepted.', { required: true }),
  rule('0008,0070', 'LO', { kind: 'maker', mostDigits: 4 }, 'The study registers its devices by manufacturer; Chinese names by coded choice.', { orEmpty: true }),
  rule('0008,0090', 'PN', empty, 'Must be there (type 2); it names a person.'),
  rule('0008,1030', 'LO', { kind: 'approved-text' }, described),
  rule('0008,103e', 'LO', { kind: 'approved-text' }, described),
  rule('0008,1090', 'LO', { kind: 'model', mostDigits: 8 }, 'The study registers its devices by model.'),
  rule('0008,1115', 'SQ', { kind: 'items', list: SERIES_LIST, needs: ['0008,114a', '0020,000e'] }, 'References between images of the study, mapped.'),
  rule('0008,1140', 'SQ', references, 'References between images of the study, mapped.'),
  rule('0008,2112', 'SQ', references, 'References between images of the study, mapped.'),
  rule('0008,2218', 'SQ', { kind: 'coded-choice', choices: ANATOMIC_REGIONS }, 'Organ, from a list of codes with the list\'s own wording.'),
  rule('0010,0010', 'PN', { kind: 'subject' }, 'Replaced by the subject code, so that viewers show which subject it is.', { required: true }),
  rule('0010,0020', 'LO', { kind: 'subject' }, 'Replaced by the subject code.', { required: true }),
  rule('0010,0030', 'DA', empty, 'Must be there (type 2); a date of birth identifies.'),
  rule('0010,0040', 'CS', oneOf(['M', 'F', 'O']), 'Sex of the subject, also in the study\'s forms; one letter.', { orEmpty: true }),
  rule('0010,1010', 'AS', { kind: 'age' }, 'Age, capped at 90, also in the study\'s forms.'),
  // Clinical Trial Subject module (PS3.3 C.7.1.3): says to any archive that this is study data, and whose. Sponsor and protocol stand in the
  // study's own files; here they are constants, because a text that a person could fill in could hold a name.
  rule('0012,0010', 'LO', { kind: 'fixed', text: 'See the study definition' }, 'Must be there (type 1); a constant.'),
  rule('0012,0020', 'LO', { kind: 'fixed', text: 'See the study definition' }, 'Must be there (type 1); a constant.'),
  rule('0012,0021', 'LO', empty, 'Must be there (type 2).'),
  rule('0012,0030', 'LO', empty, 'Must be there (type 2); the centre is part of the subject code.'),
  rule('0012,0031', 'LO', empty, 'Must be there (type 2); the name of a hospital is not given.'),
  rule('0012,0040', 'LO', { kind: 'subject' }, 'The subject code, as the study knows the subject.'),
  rule('0012,0062', 'CS', { kind: 'fixed', text: 'YES' }, 'Says that the file has been de-identified.'),
  rule('0012,0063', 'LO', { kind: 'method' }, 'Names these rules and their version, and the mask template where one was used.'),
  rule('0012,0064', 'SQ', { kind: 'fixed-codes', codes: DEIDENTIFICATION_CODES }, 'Codes of the profile and options applied (PS3.16 CID 7050).'),
  rule('0018,0015', 'CS', oneOf(BODY_PARTS), 'Organ, from the standard\'s list.'),
  rule('0018,0040', 'IS', integer(1, 2000), 'Speed of the cine clip.'),
  rule('0018,1020', 'LO', device(10), 'The study registers its devices by software version.'),
  rule('0018,1030', 'LO', { kind: 'approved-text' }, described),
  rule('0018,1063', 'DS', decimal(0, 60_000), 'Speed of the cine clip.'),
  rule('0018,1065', 'DS', decimal(0, 60_000, 100_000), 'Speed of the cine clip.'),
  rule('0018,1066', 'DS', decimal(0, 60_000), 'Speed of the cine clip.'),
  rule('0018,5010', 'LO', device(10, true), 'The transducer, part of the device registry.'),
  rule('0018,5012', 'DS', decimal(-1000, 1000, 16), physics),
  rule('0018,5022', 'DS', decimal(0, 100), physics),
  rule('0018,5024', 'DS', decimal(0, 100), physics),
  rule('0018,5026', 'DS', decimal(0, 100), physics),
  rule('0018,5027', 'DS', decimal(0, 100), physics),
  rule('0018,5028', 'DS', decimal(0, 100), physics),
  rule('0018,5029', 'DS', decimal(0, 100), physics),
  rule('0018,5050', 'IS', integer(0, 1000), physics),
  rule('0018,6011', 'SQ', { kind: 'items', list: REGION_LIST, needs: ['0018,6018', '0018,601a', '0018,601c', '0018,601e'] }, 'Where the picture lies and how large a pixel is.'),
  rule('0018,6031', 'CS', oneOf(TRANSDUCER_TYPES), 'Kind of transducer, from the standard\'s list.'),
  rule('0020,000d', 'UI', { kind: 'mapped-uid' }, 'Identity of the study, mapped with the centre\'s key.', { required: true }),
  rule('0020,000e', 'UI', { kind: 'mapped-uid' }, 'Identity of the series, mapped with the centre\'s key.', { required: true }),
  rule('0020,0010', 'SH', empty, 'Must be there (type 2); its number identifies an examination.'),
  rule('0020,0011', 'IS', integer(0, 99_999), 'Order of the series.', { orEmpty: true }),
  rule('0020,0013', 'IS', integer(0, 99_999), 'Order of the images.', { orEmpty: true }),
  rule('0020,0020', 'CS', { kind: 'codes', allowed: (value, position) => position < 2 && /^[APRLHF]{1,3}$/.test(value) }, 'Direction of rows and columns in the body.', { orEmpty: true }),
  rule('0020,0060', 'CS', oneOf(['R', 'L']), 'Side of a paired organ; one letter.', { orEmptyIfPresent: true }),
  ...['0028,0002', '0028,0004', '0028,0006', '0028,0008'].map((tag) => rule(tag, tag === '0028,0004' ? 'CS' : tag === '0028,0008' ? 'IS' : 'US', image, pixels)),
  rule('0028,0009', 'AT', { kind: 'tags', allowed: FRAME_POINTERS }, 'Points to the cine clip\'s speed.'),
  ...['0028,0010', '0028,0011'].map((tag) => rule(tag, 'US', image, pixels)),
  rule('0028,0014', 'US', binary('US'), 'Says whether colour flow is in the picture.'),
  ...['0028,0100', '0028,0101', '0028,0102', '0028,0103'].map((tag) => rule(tag, 'US', image, pixels)),
  rule('0028,0303', 'CS', { kind: 'fixed', text: 'MODIFIED' }, 'Says that dates have been shifted.'),
  rule('0028,1050', 'DS', decimal(-65_536, 65_536, 4), 'Brightness of grey pictures.'),
  rule('0028,1051', 'DS', decimal(0, 65_536, 4), 'Brightness of grey pictures.'),
  ...['0028,1101', '0028,1102', '0028,1103'].map((tag) => rule(tag, 'US', image, pixels)),
  ...['0028,1201', '0028,1202', '0028,1203'].map((tag) => rule(tag, 'OW', image, pixels)),
  rule('0028,2110', 'CS', oneOf(['00', '01']), 'Says whether the picture has been through lossy compression.'),
  rule('0028,2112', 'DS', decimal(0, 10_000, 4), 'Ratio of lossy compression.'),
  rule('0028,2114', 'CS', oneOf(LOSSY_METHODS), 'Method of lossy compression.'),
  rule('7fe0,0010', 'OW', image, 'The picture, black outside the trusted regions.'),
];
