import dicomParser from 'dicom-parser';
import { makeTag, parseTag, tagText } from '../tag.ts';
import { parseDicom } from '../read/parse-dicom.ts';
import { pixelBytes } from '../pixels/frame-source.ts';
import { asciiBytes, writeDicom, type WriteElement } from './write-dicom.ts';

const text = (tag: string, vr: 'LO' | 'UI' | 'CS' | 'IS', value: string): WriteElement => ({ tag: parseTag(tag), vr, value: asciiBytes(value) });
const us = (tag: string, value: number): WriteElement => ({ tag: parseTag(tag), vr: 'US', value: Uint8Array.of(value & 0xff, value >> 8) });
const image = [us('0028,0002', 1), text('0028,0004', 'CS', 'MONOCHROME2'), us('0028,0010', 2), us('0028,0011', 2), us('0028,0100', 8), us('0028,0101', 8), us('0028,0102', 7)];
const whole = (elements: readonly WriteElement[], transferSyntax = '1.2.840.10008.1.2.1'): Uint8Array => writeDicom({ transferSyntax, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', sopInstanceUid: '2.25.1', elements });

describe('writeDicom', () => {
  const bytes = whole([text('0010,0020', 'LO', 'C03-0142'), { tag: parseTag('0018,6011'), vr: 'SQ', items: [[us('0018,6012', 1)], []] }, ...image, { tag: parseTag('7fe0,0010'), vr: 'OB', value: Uint8Array.of(1, 2, 3, 4) }]);

  it('begins with an empty preamble and own meta information', () => {
    expect(bytes.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
    const other = dicomParser.parseDicom(bytes);
    expect(other.string('x00020002')).toBe('1.2.840.10008.5.1.4.1.1.6.1');
    expect(other.string('x00020003')).toBe('2.25.1');
    expect(other.uint32('x00020000')).toBe(Object.values(other.elements).filter(({ tag }) => tag.startsWith('x0002') && tag !== 'x00020000').reduce((sum, { length, vr }) => sum + length + (vr === 'OB' ? 12 : 8), 0));
  });

  it('is read alike by this reader and by another', () => {
    const [ours, other] = [parseDicom(bytes), dicomParser.parseDicom(bytes)];
    if (!ours.ok) throw new Error(ours.refusal.code);
    expect(ours.value.header.text('0010,0020')).toBe('C03-0142');
    expect(other.string('x00100020')).toBe('C03-0142');
    expect(ours.value.header.items('0018,6011').map((item) => item.number('0018,6012'))).toEqual([1, null]);
    expect(other.elements['x00186011']?.items?.map(({ dataSet }) => dataSet?.uint16('x00186012'))).toEqual([1, undefined]);
    expect([...pixelBytes(ours.value)]).toEqual([1, 2, 3, 4]);
    expect(ours.value.trailingBytes).toBe(0);
  });

  it('writes frames as one padded fragment each behind a table of their offsets', () => {
    const frames = [Uint8Array.of(0xff, 0xd8, 1), Uint8Array.of(0xff, 0xd8, 2, 3)];
    const file = parseDicom(whole([...image.slice(0, 2), text('0028,0008', 'IS', '2'), ...image.slice(2), { tag: parseTag('7fe0,0010'), vr: 'OB', frames }], '1.2.840.10008.1.2.4.50'));
    const encapsulated = file.ok ? file.value.header.element('7fe0,0010')?.encapsulated : undefined;
    expect([...(encapsulated?.offsetTable ?? [])]).toEqual([0, 0, 0, 0, 12, 0, 0, 0]);
    expect(encapsulated?.fragments.map((fragment) => [...fragment.bytes])).toEqual([[0xff, 0xd8, 1, 0], [0xff, 0xd8, 2, 3]]);
  });

  it('refuses what its callers must never give', () => {
    expect(() => asciiBytes('肝')).toThrow(RangeError);
    expect(() => whole([{ tag: makeTag(0x0010, 0x0020), vr: 'LO', value: new Uint8Array(70_000) }])).toThrow(RangeError);
  });
});

describe('tags', () => {
  it.each(['0010,0010', '7fe0,0010', 'fffe,e000'])('%s is read and written alike', (tag) => expect(tagText(parseTag(tag))).toBe(tag));
  it.each(['00100010', '10,10', 'x0010,0010'])('%s is no tag', (tag) => expect(() => parseTag(tag)).toThrow(RangeError));
});
