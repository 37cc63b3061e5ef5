import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { asciiBytes, writeDicom } from '../write/write-dicom.ts';
import { parseTag } from '../tag.ts';
import { lookUp } from '../dictionary.ts';
import { inspectImage, readDate } from './inspect-image.ts';
import { duplicatePaths, parseDicom } from './parse-dicom.ts';

const explicit = (...elements: readonly (readonly [string, string, string | readonly number[]])[]): Uint8Array => Buffer.concat(elements.map(([tag, vr, value]) => {
  const body = typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(5), 16), 2);
  head.write(vr, 4, 'latin1');
  head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}));
const prefixed = (body: Uint8Array): Uint8Array => new Uint8Array(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), explicit(['0002,0010', 'UI', '1.2.840.10008.1.2.1\0']), body]));

describe('parseDicom', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'not-dicom'],
    ['text', asciiBytes('subject,lesion\n1,2\n'.repeat(20)), 'not-dicom'],
    ['a prefix and no more', prefixed(new Uint8Array(0)), 'truncated'],
    ['a value longer than the file', prefixed(Buffer.concat([explicit(['0008,0060', 'CS', 'US']), Buffer.from([0x10, 0, 0x10, 0, 0x50, 0x4e, 0xff, 0x7f])])), 'truncated'],
    ['no VR where one must be', prefixed(Buffer.from([8, 0, 0x60, 0, 0, 0, 2, 0, 0x55, 0x53])), 'malformed-element'],
  ])('refuses %s as %s', (_what, bytes, code) => {
    const result = parseDicom(bytes);
    expect(result.ok ? null : result.refusal.code).toBe(code);
  });

  it('reads text without padding, numbers by VR and UN by the dictionary', () => {
    const result = parseDicom(prefixed(explicit(['0008,0060', 'CS', 'US'], ['0008,0070', 'LO', ' Acme '], ['0010,0010', 'PN', ''], ['0018,1020', 'LO', 'A\\B '], ['0020,0013', 'IS', '12'], ['0028,0010', 'US', [4, 1]])));
    if (!result.ok) throw new Error(result.refusal.code);
    const { header } = result.value;
    expect([header.text('0008,0070'), header.text('0010,0010'), header.texts('0018,1020'), header.number('0020,0013'), header.number('0028,0010'), header.number('0008,0060'), header.text('0009,0001')]).toEqual(['Acme', null, ['A', 'B'], 12, 260, null, null]);
  });

  it('tells which tags stand twice, at any level', () => {
    const result = parseDicom(prefixed(explicit(['0008,0060', 'CS', 'US'], ['0008,0060', 'CS', 'MR'])));
    expect(result.ok && duplicatePaths(result.value.dataSet)).toEqual(['0008,0060']);
    expect(result.ok && result.value.header.text('0008,0060')).toBe('US');
  });

  it('stops nesting before the stack does', () => {
    const open = Buffer.from([0x40, 0, 0x75, 2, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 254, 255, 0, 224, 255, 255, 255, 255]);
    const result = parseDicom(prefixed(Buffer.concat(Array.from({ length: 100_000 }, () => open))));
    expect(result.ok ? null : result.refusal.code).toBe('nesting-too-deep');
  });
});

describe('deflated files', () => {
  const deflated = (body: Uint8Array): Uint8Array => new Uint8Array(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), explicit(['0002,0010', 'UI', '1.2.840.10008.1.2.1.99']), body]));
  const zlib = (packed: Uint8Array, maxBytes: number): Uint8Array => new Uint8Array(inflateRawSync(packed, { maxOutputLength: maxBytes }));
  const sound = deflateRawSync(explicit(['0008,0060', 'CS', 'US']));

  it.each([['own inflate', undefined], ['the platform\'s inflate', zlib]])('are read or refused alike with %s', (_name, inflate) => {
    const read = parseDicom(deflated(sound), { inflate });
    expect(read.ok && read.value.header.text('0008,0060')).toBe('US');
    const bomb = parseDicom(deflated(deflateRawSync(Buffer.alloc(30 << 20))), { inflate });
    expect(bomb.ok ? null : bomb.refusal.code).toBe('inflated-too-large');
    const damaged = parseDicom(deflated(Uint8Array.of(0xff, 0xff, 0xff, 0xff)), { inflate });
    expect(damaged.ok ? null : damaged.refusal.code).toBe('deflate-damaged');
  });
});

describe('inspectImage', () => {
  const image = (frames: string | null): Uint8Array => writeDicom({
    transferSyntax: '1.2.840.10008.1.2.1', sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', sopInstanceUid: '2.25.1',
    elements: [
      { tag: parseTag('0008,0022'), vr: 'DA', value: asciiBytes('20200305') }, { tag: parseTag('0018,0040'), vr: 'IS', value: asciiBytes('25') },
      ...(['0028,0002', 1, '0028,0010', 2, '0028,0011', 3, '0028,0100', 8, '0028,0101', 8, '0028,0102', 7] as const).reduce<{ tag: number; vr: 'US'; value: Uint8Array }[]>((list, value, index, all) => (index % 2 === 0 && typeof value === 'string' ? [...list, { tag: parseTag(value), vr: 'US', value: Uint8Array.of(Number(all[index + 1]), 0) }] : list), []),
      { tag: parseTag('0028,0004'), vr: 'CS', value: asciiBytes('MONOCHROME2') },
      ...(frames === null ? [] : [{ tag: parseTag('0028,0008'), vr: 'IS' as const, value: asciiBytes(frames) }]),
    ],
  });

  it.each([[null, 1], ['30', 30]])('frames %s are %s', (stated, frames) => {
    const file = parseDicom(image(stated));
    const header = file.ok ? inspectImage(file.value) : file;
    expect(header.ok && [header.value.frames, header.value.rows, header.value.columns, header.value.acquisitionDate, header.value.frameTime, header.value.calibrated]).toEqual([frames, 2, 3, '2020-03-05', 40, false]);
  });

  it.each(['0', '-3', '1.5', '999999999'])('refuses %s frames', (stated) => {
    const file = parseDicom(image(stated));
    const header = file.ok ? inspectImage(file.value) : file;
    expect(header.ok ? null : header.refusal.code).toBe('image-description-incomplete');
  });

  it.each([['20200229', '2020-02-29'], ['20190229', null], ['2020.02.29', null], [null, null]])('date %s is %s', (text, date) => expect(readDate(text)).toBe(date));
});

describe('the dictionary', () => {
  it.each([['0010,0010', 'PN'], ['0018,6011', 'SQ'], ['7fe0,0010', 'OW'], ['0028,1101', 'US'], ['0008,0000', 'UL']])('%s is %s', (tag, vr) => expect(lookUp(parseTag(tag))?.vr).toBe(vr));
  it.each(['0009,0010', '0029,1001', '0012,7fff'])('%s is unknown', (tag) => expect(lookUp(parseTag(tag))).toBeNull());
});
