import type { CohortCriterionView } from '@echocohort/contracts';
import { alternatives, anyOf, denied } from './conditions.ts';

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
});
