import { checkReport, confirmReport, isConfirmed, lesionTypeOf } from '../index.ts';
import type { LesionType, PathologyDraft, PathologyReport } from '../index.ts';

const name = { zh: '型', en: 'type' };
const types: LesionType[] = [
  { code: 'hcc', name, malignant: true },
  { code: 'haemangioma', name, malignant: false },
  { code: 'other', name, malignant: null, needsText: true },
  { code: 'indefinite', name, malignant: null, definite: false },
];
const lists = { types, methods: [{ code: 'biopsy', name }, { code: 'resection', name }] };
const draft = (change: Partial<PathologyDraft> = {}): PathologyDraft => ({ typeCode: 'hcc', method: 'biopsy', specimenDate: '2019-03-10', ...change });

describe('a report that the rules accept', () => {
  it.each<[string, Partial<PathologyDraft>, Partial<PathologyReport>]>([
    ['takes the verdict from its type', {}, { typeCode: 'hcc', malignant: true, definite: true, method: 'biopsy', note: null }],
    ['may repeat the verdict of its type', { typeCode: 'haemangioma', malignant: false }, { malignant: false }],
    ['of type other takes verdict and words', { typeCode: 'other', malignant: true, note: ' Rhabdoid tumour ' }, { malignant: true, definite: true, note: 'Rhabdoid tumour' }],
    ['without a diagnosis has no verdict', { typeCode: 'indefinite' }, { malignant: null, definite: false }],
    ['keeps a remark', { note: 'two cores' }, { note: 'two cores' }],
    ['turns blanks into no remark', { note: '   ' }, { note: null }],
  ])('%s', (_, change, report) => expect(checkReport(draft(change), lists)).toMatchObject({ ok: true, value: report }));
});

describe('a report that is refused', () => {
  it.each<[string, Partial<PathologyDraft>, string, string]>([
    ['unknown type', { typeCode: 'hepatoma' }, 'pathology-unknown-type', 'typeCode'],
    ['name of an object member as type', { typeCode: 'constructor' }, 'pathology-unknown-type', 'typeCode'],
    ['other without words', { typeCode: 'other', malignant: true }, 'pathology-type-needs-words', 'note'],
    ['other with blanks for words', { typeCode: 'other', malignant: true, note: '  ' }, 'pathology-type-needs-words', 'note'],
    ['other without verdict', { typeCode: 'other', note: 'Rare' }, 'pathology-verdict-needed', 'malignant'],
    ['verdict against the type', { malignant: false }, 'pathology-verdict-contradicts-type', 'malignant'],
    ['verdict without diagnosis', { typeCode: 'indefinite', malignant: false }, 'pathology-verdict-without-diagnosis', 'malignant'],
    ['unknown method', { method: 'autopsy' }, 'pathology-unknown-method', 'method'],
    ['30 February', { specimenDate: '2019-02-30' }, 'pathology-specimen-date-invalid', 'specimenDate'],
    ['very long words', { note: 'x'.repeat(501) }, 'pathology-note-too-long', 'note'],
  ])('%s', (_, change, code, field) => expect(checkReport(draft(change), lists)).toMatchObject({ ok: false, refusal: { code, field } }));
});

describe('second confirmation', () => {
  it('is given by a second person', () => expect(confirmReport({ enteredBy: 'a', confirmedBy: null }, 'b')).toEqual({ ok: true, value: { confirmedBy: 'b' } }));
  it('is never given by the one who entered', () => expect(confirmReport({ enteredBy: 'a', confirmedBy: null }, 'a')).toMatchObject({ refusal: { code: 'pathology-same-person' } }));
  it.each(['a', 'b', 'c'])('is given once (%s asks again)', (person) =>
    expect(confirmReport({ enteredBy: 'a', confirmedBy: 'b' }, person)).toMatchObject({ refusal: { code: 'pathology-already-confirmed' } }));
  it('makes the report count', () => expect([isConfirmed({ enteredBy: 'a', confirmedBy: null }), isConfirmed({ enteredBy: 'a', confirmedBy: 'b' })]).toEqual([false, true]));
});

it('finds a type by its code alone', () => expect([lesionTypeOf(types, 'hcc')?.malignant, lesionTypeOf(types, 'HCC')]).toEqual([true, null]));
