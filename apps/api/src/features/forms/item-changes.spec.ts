import { ok } from '@echocohort/kernel';
import type { FormDefinition, ItemInputs } from '@echocohort/study';
import { itemChanges } from './item-changes.ts';

const label = { zh: '项', en: 'Item' };
const form: FormDefinition = {
  code: 'f', name: label, scope: 'patient',
  items: [
    { code: 'age', label: { zh: '年龄', en: 'Age' }, type: 'integer', range: { min: 0, max: 120 }, required: true, missingReasons: [] },
    { code: 'afp', label: { zh: '甲胎蛋白', en: 'AFP' }, type: 'number', required: true, missingReasons: ['not-measured'] },
  ],
};
const given = (value: number | string | boolean | null, reasonForChange?: string) => ({ value, missingReason: null, ...(reasonForChange === undefined ? {} : { reasonForChange }) });
const none = (missingReason: string, reasonForChange?: string) => ({ ...given(null, reasonForChange), missingReason });
const before: ItemInputs = { age: { value: 50, missingReason: null } };

describe('changes of a form', () => {
  it.each<[string, ItemInputs, Parameters<typeof itemChanges>[2], unknown]>([
    ['a first answer', {}, { age: given(50) }, { item: 'age', value: 50, missingReason: null, reasonForChange: null, change: 'entered' }],
    ['no value, with a reason', {}, { afp: none('not-measured') }, { item: 'afp', value: null, missingReason: 'not-measured', reasonForChange: null, change: 'missing' }],
    ['another answer, with a reason', before, { age: given(51, ' typing error ') }, { item: 'age', value: 51, missingReason: null, reasonForChange: 'typing error', change: 'changed' }],
    ['an answer taken back', before, { age: given(null, 'wrong patient') }, { item: 'age', value: null, missingReason: null, reasonForChange: 'wrong patient', change: 'cleared' }],
    ['empty text takes back too', before, { age: given('', 'wrong patient') }, { item: 'age', value: null, missingReason: null, reasonForChange: 'wrong patient', change: 'cleared' }],
  ])('%s', (_, current, changes, expected) => expect(itemChanges(form, current, changes)).toEqual(ok([expected])));

  it('the same answer again changes nothing and needs no reason', () => expect(itemChanges(form, before, { age: given(50) })).toEqual(ok([])));

  it.each<[string, ItemInputs, Parameters<typeof itemChanges>[2], string, string]>([
    ['out of range', {}, { age: given(121) }, 'item-out-of-range', 'age'],
    ['wrong type', {}, { age: given('old') }, 'item-wrong-type', 'age'],
    ['another answer without a reason', before, { age: given(51) }, 'reason-for-change-needed', 'age'],
    ['another answer with blanks for a reason', before, { age: given(51, '  ') }, 'reason-for-change-needed', 'age'],
    ['an answer taken back without a reason', before, { age: given(null) }, 'reason-for-change-needed', 'age'],
    ['a reason that the item does not take', {}, { age: none('not-measured') }, 'item-reason-not-allowed', 'age'],
    ['an item of another form', {}, { size: given(1) }, 'unknown-item', 'size'],
  ])('%s is refused', (_, current, changes, code, field) => expect(itemChanges(form, current, changes)).toMatchObject({ ok: false, refusal: { code, field } }));

  it('tells all faults at once, and no value', () => {
    const refused = itemChanges(form, before, { age: given(999), afp: given('high') });
    expect(refused).toMatchObject({ ok: false, refusal: { facts: { findings: [{ item: 'age', code: 'item-out-of-range' }, { item: 'afp', code: 'item-wrong-type' }] } } });
    expect(JSON.stringify(refused)).not.toMatch(/999|high/);
  });
});
