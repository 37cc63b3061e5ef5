import { deidentify } from './index.ts';
import { allCases } from './spec-cases/all-cases.ts';
import { REQUIRED_CASES } from './spec-cases/section-six.ts';

const options = { key: new Uint8Array(32).fill(2), subjectCode: 'C03-0142' };
const cases = new Map(allCases('1').map((one) => [one.name, one]));

describe('the 79 hostile cases of the requirements', () => {
  it('are all there, in order', () => expect(REQUIRED_CASES.map(({ number }) => number)).toEqual(Array.from({ length: 79 }, (_, index) => index + 1)));

  it.each(REQUIRED_CASES.map((one) => [one.number, one.what, one] as const))('%i %s', (_number, _what, { expected, cases: names, alsoIn }) => {
    expect(names.length > 0 || alsoIn !== undefined).toBe(true);
    for (const name of names) {
      const one = cases.get(name);
      if (!one) throw new Error(`the generator lacks ${name}`);
      const result = deidentify(one.bytes, options);
      if (expected !== 'either') expect([name, result.ok ? 'clean' : 'hold']).toEqual([name, expected]);
    }
  });
});
