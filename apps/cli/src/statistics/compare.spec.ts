import { Instead, Named } from './adapter.ts';
import { differences } from './compare.ts';

const rule = { tolerance: { rel: 1e-9, abs: 1e-12, shift: 1e-6, r_fisher: 1e-3 }, insteadAllowed: false };
const paths = (expected: unknown, found: unknown, over: Partial<typeof rule> = {}): string[] => [...differences(expected, found, { ...rule, ...over })].map(({ path }) => path);

describe('comparison of a result with what a case expects', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['equal numbers', { a: 1 }, { a: 1 }, []],
    ['the last digits differ', { a: 0.25 }, { a: 0.25 * (1 + 1e-10) }, []],
    ['the ninth digit differs', { a: 0.25 }, { a: 0.25 * (1 + 1e-8) }, ['a']],
    ['near nought the absolute tolerance holds', { a: 1e-15 }, { a: 5e-13 }, []],
    ['a number is absent', { a: 1 }, {}, ['a']],
    ['a number is null', { a: 1 }, { a: null }, ['a']],
    ['a text where a number is expected', { a: 1.5 }, { a: 'one' }, ['a']],
    ['a level named by a number', { stratum: 0 }, { stratum: '0' }, []],
    ['another text', { a: 'x' }, { a: 'y' }, ['a']],
    ['further fields are free', { a: 1 }, { a: 1, b: 2 }, []],
    ['missing stays missing', { a: null }, { a: null }, []],
    ['a number where nothing is expected', { a: null }, { a: 3 }, ['a']],
    ['not a number is told as missing', { a: 'NaN' }, { a: null }, []],
    ['not a number is not nought', { a: 'NaN' }, { a: 0 }, ['a']],
    ['infinity', { a: 'Infinity' }, { a: Infinity }, []],
    ['the other infinity', { a: '-Infinity' }, { a: Infinity }, ['a']],
    ['a list is shorter', { a: [1, 2] }, { a: [1] }, ['a.length']],
    ['one of a list differs', { a: [1, 2] }, { a: [1, 3] }, ['a[1]']],
    ['a list for an object', { a: { b: 1 } }, { a: [1] }, ['a']],
    ['a vector of one is a number to R', { a: 1 }, { a: [1] }, []],
    ['a truth value', { a: true }, { a: false }, ['a']],
    ['a looser field', { shift_estimate: 1 }, { shift_estimate: 1 + 5e-7 }, []],
    ['a looser field has an end', { shift_estimate: 1 }, { shift_estimate: 1 + 5e-6 }, ['shift_estimate']],
    ['a tolerance named for its source', { r_conf_int: [1, 2] }, { r_conf_int: [1.0005, 2] }, []],
    ['remarks are not compared', { note: 'as R says', a: 1 }, { a: 1 }, []],
  ])('%s', (_what, expected, found, wrong) => expect(paths(expected, found)).toEqual(wrong));

  it('takes any of the ways in which a stratum may be called', () => {
    const found = { stratum: new Named(['21-25', '(20,25]']) };
    expect(paths({ stratum: '(20,25]' }, found)).toEqual([]);
    expect(paths({ stratum: '26-30' }, found)).toEqual(['stratum']);
  });

  it("takes the platform's own word only where the case allows it", () => {
    const found = { p: new Instead(1, 'identical') };
    expect(paths({ p: 'NaN' }, found)).toEqual(['p']);
    expect(paths({ p: 'NaN' }, found, { insteadAllowed: true })).toEqual([]);
  });
});
