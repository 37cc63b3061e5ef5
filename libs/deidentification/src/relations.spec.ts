import { daysBetween } from '@echocohort/kernel';
import { encapsulatedFrames, parseDicom, readDate, type DicomFile } from '@echocohort/dicom';
import { deidentify, nearSameNumbers, numberDigests, offlineSubjectCode } from './index.ts';
import { greyPixels, madeUpPatient, nativeFile, ordinaryElements, withElements } from './spec-cases/source-image.ts';
import { compressedCases, SHUFFLED } from './spec-cases/pixel-cases.ts';
import type { SourceElement } from './spec-cases/source-bytes.ts';

const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 1);
const options = { key, subjectCode: 'C03-0142' };

function parsed(bytes: Uint8Array): DicomFile {
  const result = parseDicom(bytes);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

function cleaned(bytes: Uint8Array, given = options): Uint8Array {
  const result = deidentify(bytes, given);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.bytes;
}

describe('relations between files', () => {
  const patient = madeUpPatient('relations');
  const reference = { tag: '0008,1150', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.6.1' };
  const source = (number: number, date: string): Uint8Array => nativeFile(withElements(ordinaryElements(patient),
    { tag: '0008,0018', vr: 'UI', value: `${patient.root}.1.1.${number}` }, { tag: '0008,0020', vr: 'DA', value: date },
    { tag: '0008,1115', vr: 'SQ', value: [[{ tag: '0008,114a', vr: 'SQ', value: [[reference, { tag: '0008,1155', vr: 'UI', value: `${patient.root}.1.1.2` }]] }, { tag: '0020,000e', vr: 'UI', value: `${patient.root}.1.1` }]] },
    { tag: '0008,1140', vr: 'SQ', value: [[reference, { tag: '0008,1155', vr: 'UI', value: `${patient.root}.1.1.2` }, { tag: '0008,0080', vr: 'LO', value: patient.family }]] }), greyPixels('relations'));
  const header = (number: number, date: string): DicomFile['header'] => {
    const result = deidentify(source(number, date), options);
    if (!result.ok) throw new Error(result.refusal.code);
    return parsed(result.value.bytes).header;
  };
  const [one, two, later] = [header(1, '20190314'), header(2, '20190314'), header(3, '20190420')];

  it('one study stays one study, and references resolve', () => {
    for (const tag of ['0020,000d', '0020,000e', '0010,0020']) expect(two.text(tag)).toBe(one.text(tag));
    expect(one.items('0008,1140')[0]?.text('0008,1155')).toBe(two.text('0008,0018'));
    const [series] = one.items('0008,1115');
    expect([series?.text('0020,000e'), series?.items('0008,114a')[0]?.text('0008,1155')]).toEqual([two.text('0020,000e'), two.text('0008,0018')]);
  });

  it('an interval of 37 days stays one', () => expect(daysBetween(readDate(one.text('0008,0020')) ?? '', readDate(later.text('0008,0020')) ?? '')).toBe(37));
});

describe('dates of one file', () => {
  const patient = madeUpPatient('dates');
  const header = (more: readonly SourceElement[]): DicomFile['header'] => parsed(cleaned(nativeFile(withElements(ordinaryElements(patient), ...more), greyPixels('dates')))).header;

  it('move by the same days, keep the zone and lose minutes', () => {
    const clean = header([{ tag: '0008,0022', vr: 'DA', value: '20190320' }, { tag: '0008,002a', vr: 'DT', value: '20190320235959.250000+0800' }]);
    const [study, acquired, moment] = [readDate(clean.text('0008,0020')), readDate(clean.text('0008,0022')), clean.text('0008,002a')];
    expect(daysBetween(study ?? '', acquired ?? '')).toBe(6);
    expect(moment).toBe(`${clean.text('0008,0022') ?? ''}230000+0800`);
    expect(clean.text('0028,0303')).toBe('MODIFIED');
  });

  it.each([['096Y', '090Y'], ['090Y', '090Y'], ['089Y', '089Y'], ['014M', '014M'], ['96', null], ['', null]])('age %s becomes %s', (before, after) => expect(header([{ tag: '0010,1010', vr: 'AS', value: before }]).text('0010,1010')).toBe(after));
});

describe('the same file again', () => {
  const patient = madeUpPatient('again');
  const elements = ordinaryElements(patient);
  const source = nativeFile(elements, greyPixels('again'));

  it('gives the same bytes, and another picture under the same identity gives other bytes', () => {
    const [first, second] = [cleaned(source), cleaned(source)];
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    const other = cleaned(nativeFile(elements, greyPixels('another')));
    expect(parsed(other).header.text('0008,0018')).toBe(parsed(first).header.text('0008,0018'));
    expect(Buffer.from(other).equals(Buffer.from(first))).toBe(false);
  });

  it('has other UIDs and another shift under another centre\'s key', () => {
    const other = { key: new Uint8Array(32).fill(5), subjectCode: 'C04-0142' };
    const [here, there] = [parsed(cleaned(source)).header, parsed(cleaned(source, other)).header];
    for (const tag of ['0008,0018', '0020,000d', '0020,000e', '0008,0020', '0010,0020']) expect(there.text(tag)).not.toBe(here.text(tag));
  });
});

describe('patient numbers', () => {
  const thing = (ref: string, number: string): { ref: string; exact: string; plain: string } => ({ ref, ...numberDigests(key, 'C03', number) });

  it('that differ in zeros, blanks, hyphens, case or width are reported for a person to join', () => {
    const things = [thing('a', '0012345'), thing('b', '12345'), thing('c', ' 12345'), thing('d', '12345 '), thing('e', '12-345'), thing('f', '１２３４５'), thing('g', '99'), thing('h', 'H0077'), thing('i', 'h77')];
    expect(nearSameNumbers(things)).toEqual([['a', 'b', 'c', 'd', 'e', 'f'], ['h', 'i']]);
  });

  it('that are the same to the letter are no question', () => expect(nearSameNumbers([thing('a', '12345'), thing('b', '12345'), thing('c', '12345  ')])).toEqual([]));
  it('show nothing of the number', () => expect(JSON.stringify([thing('a', '0012345'), nearSameNumbers([thing('a', '0012345'), thing('b', '12345')])])).not.toContain('12345'));
  it('of two centres are two patients', () => expect(offlineSubjectCode(key, 'C03', '12345').slice(4)).not.toBe(offlineSubjectCode(key, 'C04', '12345').slice(4)));
});

describe('an extended offset table with frames out of order', () => {
  const all = compressedCases(madeUpPatient('order'));
  const bytesOf = (wanted: string): Uint8Array => all.find(({ name }) => name === wanted)?.bytes ?? new Uint8Array(0);
  const frames = (bytes: Uint8Array): Uint8Array[] => {
    const found = encapsulatedFrames(parsed(bytes), 8);
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  };

  it('is undone: frame by frame the clean file shows what the table says', () => {
    const stored = frames(cleaned(bytesOf('jpeg-cine-moving-text')));
    const shuffled = frames(cleaned(bytesOf('extended-offset-table')));
    expect(new Set(stored.map((frame) => Buffer.from(frame).toString('base64'))).size).toBe(8);
    expect(shuffled).toEqual(SHUFFLED.map((place) => stored[place]));
  });
});
