import { addDays, canonicalJson, daysBetween, fromHex, isPlainDate, seededRandom, toHex } from '../index.ts';

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, z: 0 }, '{"z":0}'],
    ['肝', '"肝"'],
  ])('%j is written %s', (value, text) => expect(canonicalJson(value)).toBe(text));

  it('refuses what JSON cannot carry', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
    expect(() => canonicalJson(10n)).toThrow(TypeError);
  });
});

describe('plain dates', () => {
  it.each([['2020-02-29', true], ['2019-02-29', false], ['2020-13-01', false], ['1.2.2020', false]])('%s is a date: %s', (text, is) => expect(isPlainDate(text)).toBe(is));
  it('counts days across a leap day', () => expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2));
  it('adds days across a year', () => expect(addDays('2019-12-31', 1)).toBe('2020-01-01'));
});

describe('hex and seeds', () => {
  it('reads back what it wrote', () => expect(fromHex(toHex(Uint8Array.of(0, 15, 255)))).toEqual(Uint8Array.of(0, 15, 255)));
  it('gives the same stream for the same seed', () => {
    const [one, two, other] = [seededRandom('7'), seededRandom('7'), seededRandom('8')];
    const first = [one(), one(), one()];
    expect([two(), two(), two()]).toEqual(first);
    expect([other(), other(), other()]).not.toEqual(first);
  });
});
