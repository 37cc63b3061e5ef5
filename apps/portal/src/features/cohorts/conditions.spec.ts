import type { CohortCriterionView } from '@echocohort/contracts';
import { alternatives, anyOf, denied, finishedOf } from './conditions.ts';

const age: CohortCriterionView = { item: 'age', operator: '>=', value: 60 };
const hbv: CohortCriterionView = { item: 'hepatitis', operator: '=', value: 'hbv' };

describe('conditions as they are edited', () => {
  it('are read back as they were put together', () => {
    expect(alternatives(anyOf([age, hbv]) ?? age)).toEqual([age, hbv]);
    expect([anyOf([age]), anyOf([])]).toEqual([age, null]);
    expect(denied({ not: age })).toEqual(age);
  });
  it('that hold groups inside are not taken for plain ones', () => {
    expect([alternatives({ any: [age, { not: hbv }] }), alternatives(age), denied({ not: { any: [age] } }), denied(age)]).toEqual([null, null, null, null]);
  });
  it('are not counted while their value is still to come, wherever that stands', () => {
    const open: CohortCriterionView = { item: 'age', operator: '>=' };
    const definition = { centres: null, trainingParts: 4, internalParts: 1, criteria: [age, open, { any: [hbv, open] }, { not: open }, { item: 'sex', operator: 'in' as const, value: [] }, { item: 'ward', operator: '=' as const, value: ' ' }, { item: 'afp', operator: 'is-missing' as const }] };
    expect(finishedOf(definition)).toEqual({ definition: { ...definition, criteria: [age, { item: 'afp', operator: 'is-missing' }] }, unfinished: 5 });
  });
});
