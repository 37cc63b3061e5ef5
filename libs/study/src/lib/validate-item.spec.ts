import { answersOf, formStanding, isAnswered, validateForm, validateItem } from '../index.ts';
import type { FormDefinition, ItemDefinition, ItemInput, ItemInputs } from '../index.ts';

const item = (change: Partial<ItemDefinition>): ItemDefinition => ({ code: 'x', label: { zh: '项', en: 'Item' }, type: 'number', required: true, missingReasons: [], ...change });
const given = (value: ItemInput['value']): ItemInput => ({ value, missingReason: null });
const reason = (missingReason: string): ItemInput => ({ value: null, missingReason });
const codes = (definition: ItemDefinition, input: ItemInput | undefined, all: ItemInputs = {}): string[] => validateItem(definition, input, all).map(({ code }) => code);

const size = item({ type: 'number', unit: 'cm', range: { min: 0.1, max: 30 } });
const age = item({ type: 'integer', range: { min: 0, max: 120 } });
const sex = item({ type: 'choice', choices: [{ code: 'male', label: { zh: '男', en: 'Male' } }, { code: 'female', label: { zh: '女', en: 'Female' } }] });
const halo = item({ type: 'boolean', missingReasons: ['not-assessable'] });
const day = item({ type: 'date' });
const words = item({ type: 'text', maxLength: 5 });

describe('edit checks of one answer', () => {
  it.each<[string, ItemDefinition, ItemInput | undefined, string[]]>([
    ['a number in range', size, given(2.4), []],
    ['the least', size, given(0.1), []],
    ['the most', size, given(30), []],
    ['below', size, given(0.09), ['item-out-of-range']],
    ['above', size, given(30.1), ['item-out-of-range']],
    ['a number as text', size, given('2.4'), ['item-wrong-type']],
    ['no finite number', size, given(Number.NaN), ['item-wrong-type']],
    ['yes for a number', size, given(true), ['item-wrong-type']],
    ['a whole number', age, given(56), []],
    ['half a year', age, given(56.5), ['item-not-whole']],
    ['a choice', sex, given('male'), []],
    ['no choice', sex, given('Male'), ['item-not-a-choice']],
    ['a number for a choice', sex, given(1), ['item-not-a-choice']],
    ['no', halo, given(false), []],
    ['no as text', halo, given('no'), ['item-wrong-type']],
    ['0 for no', halo, given(0), ['item-wrong-type']],
    ['a day', day, given('2019-03-04'), []],
    ['30 February', day, given('2019-02-30'), ['item-not-a-date']],
    ['another spelling', day, given('4.3.2019'), ['item-not-a-date']],
    ['short text', words, given('12345'), []],
    ['text with a control character', words, given('a\u0007b'), ['item-control-character']], ['text with a tab and line ends', words, given('a\tb\r\n'), []],
    ['long text', words, given('123456'), ['item-too-long']],
    ['a reason that it takes', halo, reason('not-assessable'), []],
    ['a reason that it does not take', size, reason('not-assessable'), ['item-reason-not-allowed']],
    ['value and reason', halo, { value: true, missingReason: 'not-assessable' }, ['item-value-and-reason']],
    ['nothing', size, undefined, ['item-required']],
    ['neither value nor reason', size, given(null), ['item-required']],
    ['empty text', words, given(''), ['item-required']],
    ['nothing where nothing is required', item({ required: false }), undefined, []],
    ['an open bound', item({ range: { min: 0, max: null } }), given(1e9), []],
    ['below an open range', item({ range: { min: 0, max: null } }), given(-1), ['item-out-of-range']],
    ['above an open range', item({ range: { min: null, max: 5 } }), given(6), ['item-out-of-range']],
  ])('%s', (_, definition, input, expected) => expect(codes(definition, input)).toEqual(expected));

  it('only openness leaves the answer storable', () => {
    expect(validateItem(size, undefined, {})).toMatchObject([{ weight: 'open' }]);
    expect(validateItem(size, given(99), {})).toMatchObject([{ weight: 'refused', sentence: { en: 'It should be between 0.1 and 30 cm.', zh: '应在 0.1 到 30 cm 之间。' } }]);
  });
});

describe('required if', () => {
  const afpDate = item({ code: 'afp_date', type: 'date', requiredIf: { item: 'afp', answered: true } });
  const details = item({ code: 'details', type: 'text', requiredIf: { item: 'therapy', in: ['other'] } });
  it.each<[string, ItemDefinition, ItemInputs, string[]]>([
    ['the other has a value', afpDate, { afp: given(12) }, ['item-required']],
    ['the other is missing with a reason', afpDate, { afp: reason('not-measured') }, []],
    ['the other is open', afpDate, {}, []],
    ['the other has the answer', details, { therapy: given('other') }, ['item-required']],
    ['the other has another answer', details, { therapy: given('none') }, []],
  ])('%s', (_, definition, all, expected) => expect(codes(definition, undefined, all)).toEqual(expected));
});

describe('a form', () => {
  const form: FormDefinition = { code: 'f', name: { zh: '表', en: 'Form' }, scope: 'patient', items: [{ ...age, code: 'age' }, { ...halo, code: 'halo' }] };

  it('is complete with values and reasons', () => expect(formStanding(form, { age: given(50), halo: reason('not-assessable') })).toMatchObject({ complete: true, missing: [], refused: [] }));
  it('names what is open and what is refused', () => {
    expect(formStanding(form, { age: given(500) })).toMatchObject({ complete: false, missing: [{ code: 'halo' }], refused: [{ code: 'age' }] });
    expect(validateForm(form, { age: given(500) }).map(({ item: at, code }) => [at, code])).toEqual([['age', 'item-out-of-range'], ['halo', 'item-required']]);
  });
});

describe('answers for the rules', () => {
  it('keep values and reasons and leave open items out', () => {
    expect(answersOf({ a: given(0), b: given(false), c: reason('x'), d: given(null), e: given(''), f: undefined })).toEqual({ a: { value: 0 }, b: { value: false }, c: { missing: 'x' } });
  });
  it('count a reason as an answer', () => expect([isAnswered(given(false)), isAnswered(reason('x')), isAnswered(given(null)), isAnswered(undefined)]).toEqual([true, true, false, false]));
});
