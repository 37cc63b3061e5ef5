import fc from 'fast-check';
import { deidentify, readBack, verifyClean } from './index.ts';
import { compressedCases, nativeCases } from './spec-cases/pixel-cases.ts';
import { byteCases } from './spec-cases/attribute-cases.ts';
import { cleanedOf } from './spec-cases/random-run.ts';
import { ascii, type SourceElement } from './spec-cases/source-bytes.ts';
import { greyPixels, madeUpPatient, nativeFile, ordinaryElements, withElements } from './spec-cases/source-image.ts';

const key = new Uint8Array(32).fill(3);
const options = { key, subjectCode: 'C03-0142' };
const patient = madeUpPatient('fuzz');
const sources = [...nativeCases(patient), ...compressedCases(patient), ...byteCases(patient)].map(({ bytes }) => bytes).filter(({ length }) => length > 200);

/** Whatever the input: no exception, and what comes out passes the server's check and stays as it is. */
function holdsOrCleans(bytes: Uint8Array): void {
  const result = deidentify(bytes, options);
  if (!result.ok) return;
  expect(verifyClean(result.value.bytes, { centre: 'C03' }).ok).toBe(true);
  const again = deidentify(result.value.bytes, options);
  expect(again.ok && Buffer.from(again.value.bytes).equals(Buffer.from(result.value.bytes))).toBe(true);
}

describe('damaged and hostile input', () => {
  it('changed bytes never crash the reader and never give an unclean file', () => fc.assert(fc.property(
    fc.constantFrom(...sources), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 12 }),
    (source, changes) => {
      const bytes = source.slice();
      // Half of the changes go to the header, where the structure is.
      changes.forEach(([place, value], index) => { bytes[Math.floor(place * (index % 2 === 0 ? Math.min(1500, bytes.length) : bytes.length))] = value; });
      holdsOrCleans(bytes);
    }), { numRuns: 100 }));

  it('cut and joined files never crash the reader', () => fc.assert(fc.property(
    fc.constantFrom(...sources), fc.constantFrom(...sources), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }),
    (first, second, cutFirst, cutSecond) => {
      const [head, tail] = [first.subarray(0, Math.floor(cutFirst * first.length)), second.subarray(Math.floor(cutSecond * second.length))];
      holdsOrCleans(Uint8Array.from([...head, ...tail]));
    }), { numRuns: 30 }));

  it('random bytes after the prefix never crash the reader', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (rest) => {
    holdsOrCleans(Uint8Array.from([...new Uint8Array(128), ...ascii('DICM'), ...rest]));
  }), { numRuns: 200 }));
});

const hex4 = fc.nat({ max: 0xffff }).map((value) => value.toString(16).padStart(4, '0'));
const tags = fc.oneof(
  fc.tuple(fc.constantFrom('0008', '0010', '0018', '0020', '0028', '0040', '0009', '0029', '6000', '5000'), hex4).map(([group, element]) => `${group},${element}`),
  fc.constantFrom(...ordinaryElements(patient).map(({ tag }) => tag).filter((tag) => !['0018,6011', '0008,0016', '0008,0060', '0010,0020'].includes(tag) && !tag.startsWith('0028,'))),
).filter((tag) => tag > '0008,0000' && tag < '7fe0,0000' && !tag.startsWith('0028,01') && !['0028,0002', '0028,0004', '0028,0006', '0028,0008', '0028,0010', '0028,0011', '0018,6011', '0008,0016', '0008,0060', '0010,0020', '0004,1220'].includes(tag));

describe('arbitrary data sets', () => {
  it('a thousand random data sets: no planted text comes out, nothing crashes, and what comes out is a fixed point', () => expect(cleanedOf(1000)).toBeGreaterThan(900));

  it('a planted text never comes out, whatever attribute of whatever VR holds it', () => fc.assert(fc.property(
    fc.array(fc.tuple(tags, fc.constantFrom('LO', 'PN', 'SH', 'CS', 'UN', 'LT', 'UI', 'DA', 'TM', 'AS', 'DS', 'IS', 'UT', 'OB', 'AE')), { minLength: 1, maxLength: 25 }),
    (places) => {
      const secret = 'Quenzeno Halvorx';
      const planted = places.map(([tag, vr]): SourceElement => ({ tag, vr, value: secret }));
      const elements = withElements(ordinaryElements(patient), { tag: '0010,1001', vr: 'PN', value: secret.replace(' ', '^') }, ...planted);
      const source = nativeFile(elements, greyPixels('fuzz'));
      const result = deidentify(source, options);
      if (!result.ok) return;
      for (const word of secret.split(' ')) expect(Buffer.from(result.value.bytes).includes(word)).toBe(false);
      expect(readBack(result.value.bytes, source)).toEqual([]);
      expect(verifyClean(result.value.bytes).ok).toBe(true);
    }), { numRuns: 60 }));
});

describe('the server\'s check', () => {
  const source = sources[0] ?? new Uint8Array(0);
  const result = deidentify(source, options);
  const clean = result.ok ? result.value.bytes : new Uint8Array(0);

  it('finds any single changed byte unless the result is again a file that the writer could have written', () => fc.assert(fc.property(fc.nat({ max: clean.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, delta) => {
    const changed = clean.slice();
    changed[at] = ((changed[at] ?? 0) + delta) & 0xff;
    const verified = verifyClean(changed, { centre: 'C03', subjectCode: 'C03-0142' });
    if (!verified.ok) return;
    const rewritten = deidentify(changed, options);
    expect(rewritten.ok && rewritten.value.codes.includes('already-clean')).toBe(true);
  }), { numRuns: 200 }));

  it.each([['another centre', { centre: 'C04' }], ['another subject', { subjectCode: 'C03-0143' }]])('refuses a file of %s', (_who, asked) => {
    const refused = verifyClean(clean, asked);
    expect(refused.ok ? null : refused.refusal.facts?.['paths']).toEqual(['0010,0010', '0010,0020', '0012,0040']);
  });

  it('does not give a clean file to another subject', () => {
    const other = deidentify(clean, { key, subjectCode: 'C03-0777' });
    expect(other.ok ? null : other.refusal.code).toBe('already-clean-other-subject');
  });

  it.each([['a short key', { key: new Uint8Array(16), subjectCode: 'C03-0142' }, 'key-invalid'], ['no subject code', { key, subjectCode: 'Meier' }, 'subject-code-invalid']])('refuses %s', (_what, given, code) => {
    const refused = deidentify(source, given);
    expect(refused.ok ? null : refused.refusal.code).toBe(code);
  });
});
