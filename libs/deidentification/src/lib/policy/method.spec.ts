import { DEIDENTIFICATION_CODES, methodText } from './method.ts';

/** PS3.16 CID 7050, De-identification Method: every code and its meaning. */
const CID_7050: Readonly<Record<string, string>> = {
  '113100': 'Basic Application Confidentiality Profile', '113101': 'Clean Pixel Data Option', '113102': 'Clean Recognizable Visual Features Option', '113103': 'Clean Graphics Option',
  '113104': 'Clean Structured Content Option', '113105': 'Clean Descriptors Option', '113106': 'Retain Longitudinal Temporal Information Full Dates Option',
  '113107': 'Retain Longitudinal Temporal Information Modified Dates Option', '113108': 'Retain Patient Characteristics Option', '113109': 'Retain Device Identity Option', '113110': 'Retain UIDs Option',
  '113111': 'Retain Safe Private Option', '113112': 'Retain Institution Identity Option',
};

describe('codes of the method (PS3.16 CID 7050)', () => {
  it.each(DEIDENTIFICATION_CODES.map((code) => [code.value, code] as const))('%s has the context group\'s meaning', (value, code) => expect(code).toEqual({ value, scheme: 'DCM', meaning: CID_7050[value] }));
  it('name the profile and each option applied, and none that is not', () => expect(DEIDENTIFICATION_CODES.map(({ value }) => value)).toEqual(['113100', '113101', '113103', '113105', '113107', '113108', '113109']));
  it('name the mask template beside the rules, within the 64 characters of a value', () => {
    const text = methodText({ id: '0f0e9d5c-7f4e-4a57-9d0a-0c1f2e3d4b5a', version: 99_999 });
    for (const value of text.split('\\')) expect(value.length).toBeLessThanOrEqual(64);
  });
});
