import * as fc from 'fast-check';
import { distinctLabels } from './distinct-labels.ts';

const long = '肝'.repeat(39);
describe('words of codes', () => {
  it.each([
    ['stay as they are while they differ', [['a', 'Round'], ['b', '圆形']], 120, ['Round', '圆形']],
    ['get their code when they are alike', [['a', 'Other'], ['b', 'Other'], ['c', 'Round']], 120, ['Other [a]', 'Other [b]', 'Round']],
    ['get their code when they were cut to be alike, between two characters', [['a', `${long}结节甲`], ['b', `${long}结节乙`]], 120, [`${long.slice(0, 38)} [a]`, `${long.slice(0, 38)} [b]`]],
    ['get a number when a code is too long', [['x'.repeat(70), 'Other'], ['y'.repeat(70), 'Other']], 120, ['Other', 'Other [#1]']],
    ['get a number when others have the words with the code', [['a', 'Other'], ['b', 'Other'], ['c', 'Other [a]']], 120, ['Other [#1]', 'Other [b]', 'Other [a]']],
  ] as const)('%s', (_, words, most, expected) => expect(distinctLabels(words.map(([code, text]) => ({ code, text })), most)).toEqual(expected));

  it('are all different and within their bytes, whatever comes', () => fc.assert(fc.property(fc.array(fc.record({ code: fc.string({ maxLength: 30 }), text: fc.constantFrom('', 'a', '肝肝', '肝肝肝肝肝肝肝', '肝肝肝肝肝肝脏', 'aaaaaaaaaaaaaaaaaaaaaaaaa', 'a [#1]') }), { maxLength: 12 }), (words) => {
    const found = distinctLabels(words, 20);
    expect(new Set(found).size).toBe(words.length);
    expect(found.every((text) => Buffer.byteLength(text) <= 20)).toBe(true);
  })));
});
