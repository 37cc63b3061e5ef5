import type { ItemView } from '@echocohort/contracts';
import { differs, entryFault, isStored, NOTHING, valueOf } from './item-draft.ts';

const item = (part: Partial<ItemView>): ItemView => ({ code: 'x', label: { zh: '甲', en: 'x' }, type: 'number', unit: null, choices: [], range: null, required: false, missingReasons: [], ...part });
const range = { min: 0, max: 30 };

describe('the edit check of an entry', () => {
  it.each<[string, Partial<ItemView>, string, string | null]>([
    ['nothing', {}, ' ', null],
    ['a number', { range }, '1.7', null],
    ['a decimal comma', { range }, '1,7', null],
    ['letters', { range }, '1.7cm', 'notANumber'],
    ['above the range', { range }, '31', 'outOfRange'],
    ['below the range', { range }, '-1', 'outOfRange'],
    ['the bounds', { range }, '30', null],
    ['an open range', { range: { min: 0, max: null } }, '5000', null],
    ['a fraction of a whole number', { type: 'integer' }, '3.5', 'notAnInteger'],
    ['a day that is none', { type: 'date' }, '2019-02-29', 'notADate'],
    ['a day', { type: 'date' }, '2020-02-29', null],
    ['free text', { type: 'text' }, 'anything', null],
  ])('%s', (_, part, text, fault) => expect(entryFault(item(part), text)?.key ?? null).toBe(fault));
});

describe('what is sent', () => {
  it.each<[Partial<ItemView>, string, unknown]>([
    [{}, '1,7', 1.7],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'choice' }, 'hbv', 'hbv'],
    [{}, '', null],
  ])('%j typed %j', (part, text, value) => expect(valueOf(item(part), text)).toBe(value));
});

describe('whether a reason is due', () => {
  it('not for a first entry', () => expect(isStored(NOTHING)).toBe(false));
  it('for a stored value, false and zero included', () => expect([isStored({ value: false, missingReason: null }), isStored({ value: 0, missingReason: null })]).toEqual([true, true]));
  it('for a stored missing reason', () => expect(isStored({ value: null, missingReason: 'not-measured' })).toBe(true));
  it('only when something changed', () => {
    const stored = { value: 1.7, missingReason: null };
    expect(differs({ text: '1.7', missing: null, reason: '' }, stored)).toBe(false);
    expect(differs({ text: '1.8', missing: null, reason: '' }, stored)).toBe(true);
    expect(differs({ text: '1.7', missing: 'not-measured', reason: '' }, stored)).toBe(true);
  });
});
