import { asciiBytes, parseTag, readIdentity, TRANSFER_SYNTAX, writeDicom, type WriteElement } from '../../index.ts';

const text = (tag: string, vr: 'UI' | 'CS' | 'LO', value: string): WriteElement => ({ tag: parseTag(tag), vr, value: asciiBytes(value) });
const file = (transferSyntax: string, without = ''): Uint8Array => writeDicom({
  transferSyntax, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', sopInstanceUid: '2.25.1',
  elements: [
    text('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.6.1'), text('0008,0018', 'UI', '2.25.1'), text('0008,0060', 'CS', 'US'), text('0018,1020', 'LO', 'x'.repeat(64)), text('0020,000d', 'UI', '2.25.2'), text('0020,000e', 'UI', '2.25.3'),
    { tag: parseTag('7fe0,0010'), vr: 'OB' as const, value: new Uint8Array(5000) },
  ].filter(({ tag }) => without === '' || tag !== parseTag(without)),
});
const identity = { sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', instanceUid: '2.25.1', studyUid: '2.25.2', seriesUid: '2.25.3', modality: 'US' };

describe('readIdentity', () => {
  it('reads the UIDs before the picture, and asks for the whole file where that is deflated', () => {
    const whole = file(TRANSFER_SYNTAX.explicitLittle);
    expect(readIdentity(file(TRANSFER_SYNTAX.deflated))).toBeNull();
    expect(readIdentity(whole)).toEqual(identity);
    expect(readIdentity(whole.subarray(0, whole.length - 4900))).toEqual(identity);
  });

  it('never gives a part of a value: wherever the bytes end, it is all or nothing', () => {
    const whole = file(TRANSFER_SYNTAX.explicitLittle);
    const found = Array.from({ length: whole.length - 4990 }, (_, end) => readIdentity(whole.subarray(0, end)));
    for (const entry of found) expect(entry === null || Object.entries(identity).every(([name, value]) => Object.entries(entry).some(([key, other]) => key === name && other === value))).toBe(true);
    expect(found.some((entry) => entry === null) && found.some((entry) => entry !== null)).toBe(true);
  });

  it.each(['0008,0016', '0008,0018', '0020,000d', '0020,000e'])('has none without %s', (tag) => expect(readIdentity(file(TRANSFER_SYNTAX.explicitLittle, tag))).toBeNull());
  it('has no modality where the file names none', () => expect(readIdentity(file(TRANSFER_SYNTAX.explicitLittle, '0008,0060'))).toEqual({ ...identity, modality: null }));
  it.each([['no bytes', new Uint8Array(0)], ['other bytes', new Uint8Array(400).fill(7)]])('has none in %s', (_, bytes) => expect(readIdentity(bytes)).toBeNull());
});
