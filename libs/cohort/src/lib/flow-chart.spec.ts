import fc from 'fast-check';
import { checkCohortDefinition, flowChart, meetsCriterion, orderedExclusions, selectCohort, type CohortCase, type CohortDefinition, type Criterion } from '../index.ts';

const everyone: CohortDefinition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const label = (code: string) => ({ code, label: { zh: code, en: code } });
const exclusions = orderedExclusions(['INC-1', 'INC-2', 'INC-3', 'INC-4', 'EXC-1', 'EXC-2', 'EXC-3', 'EXC-4', 'EXC-5'].map(label), ['INC-2', 'EXC-3', 'INC-4', 'EXC-4']);
const caseArbitrary = fc.record({
  subject: fc.constantFrom('C01-0001', 'C01-0002', 'C02-0001'),
  centre: fc.constantFrom('C01', 'C02', 'C12'),
  state: fc.constantFrom('collecting', 'complete', 'queried', 'accepted', 'locked', 'withdrawn'),
  eligibility: fc.oneof(
    fc.record({ verdict: fc.constant('excluded' as const), primaryReason: fc.constantFrom('INC-2', 'EXC-3', 'EXC-5', 'NEW-1') }),
    fc.record({ verdict: fc.constantFrom('eligible' as const, 'not-yet-known' as const), primaryReason: fc.constant(null) }),
  ),
  items: fc.record({ age: fc.option(fc.integer({ min: 18, max: 90 }), { nil: null }) }),
});
const casesArbitrary = fc.array(caseArbitrary, { maxLength: 30 }).map((list): CohortCase[] => list.map((entry, index) => ({ ...entry, id: `id-${index}`, code: `X-${String(index).padStart(3, '0')}` })));

describe('flowChart', () => {
  it('partitions the screened set into excluded, pending and included, whatever the cases', () => {
    fc.assert(fc.property(casesArbitrary, fc.option(fc.constantFrom<string[]>(['C01'], ['C01', 'C12']), { nil: null }), (cases, centres) => {
      const definition: CohortDefinition = { ...everyone, centres, criteria: [{ item: 'age', operator: '>=', value: 40 }] };
      const boxes = flowChart(cases, definition, exclusions);
      const inside = boxes.filter((box) => box.kind !== 'screened').flatMap((box) => box.cases.map((entry) => entry.code));
      expect([...inside].sort()).toEqual(cases.map((entry) => entry.code).sort());
      expect(boxes[0]?.lesions).toBe(cases.length);
      expect(boxes.find((box) => box.kind === 'included')?.cases).toEqual(selectCohort(cases, definition));
    }));
  });

  it('draws size, image quality, histology first, then the others, and shows empty boxes', () => {
    expect(exclusions.map((entry) => entry.code)).toEqual(['INC-2', 'EXC-3', 'INC-4', 'EXC-4', 'INC-1', 'INC-3', 'EXC-1', 'EXC-2', 'EXC-5']);
    const boxes = flowChart([], everyone, exclusions);
    expect(boxes.map((box) => [box.code, box.lesions])).toEqual([
      ['screened', 0], ...['INC-2', 'EXC-3', 'INC-4', 'EXC-4', 'INC-1', 'INC-3', 'EXC-1', 'EXC-2', 'EXC-5', 'withdrawn'].map((code) => [`excluded:${code}`, 0]),
      ['pending:eligibility', 0], ['pending:panel', 0], ['included', 0],
    ]);
  });

  it('gives a reason that no list names a box of its own', () => {
    const odd: CohortCase = { id: '1', code: 'X', subject: 'S', centre: 'C01', state: 'accepted', eligibility: { verdict: 'excluded', primaryReason: 'NEW-1' }, items: {} };
    expect(flowChart([odd], everyone, exclusions).find((box) => box.code === 'excluded:NEW-1')?.cases).toEqual([odd]);
  });
});

describe('criteria', () => {
  it.each<[string | number | boolean | null, Omit<Criterion, 'item'>, boolean]>([
    [5, { operator: '>=', value: 5 }, true], [4.9, { operator: '>=', value: 5 }, false], [5, { operator: '<', value: 5 }, false],
    ['hbv', { operator: 'in', value: ['hbv', 'hcv'] }, true], ['none', { operator: 'in', value: ['hbv', 'hcv'] }, false],
    [true, { operator: '=', value: true }, true], ['2020-05-01', { operator: '<', value: '2020-06-01' }, true],
    [null, { operator: '!=', value: 5 }, false], [null, { operator: 'is-missing' }, true], [0, { operator: 'is-present' }, true], [false, { operator: 'is-missing' }, false],
  ])('%j %j: %s', (value, criterion, met) => expect(meetsCriterion(value, { item: 'x', ...criterion })).toBe(met));

  const catalogue = { centres: ['C01', 'C12'], items: [{ code: 'age', type: 'integer' as const }, { code: 'hepatitis', type: 'choice' as const, choices: ['none', 'hbv'].map(label) }, { code: '@slot.L1', type: 'presence' as const }, { code: '@scan_date', type: 'date' as const, label: { zh: '扫描日期', en: 'Date of the scan' } }, { code: 'ward', type: 'text' as const }], outcomes: ['malignant', 'histology'] };
  it.each<[string, Partial<CohortDefinition>, string]>([
    ['no centre', { centres: [] }, 'cohort-without-centre'],
    ['an unknown centre', { centres: ['C99'] }, 'cohort-centre-unknown'],
    ['an item that no form has', { criteria: [{ item: 'weight', operator: '=', value: 1 }] }, 'cohort-item-unknown'],
    ['an outcome, which would open sealed ones by counting', { criteria: [{ item: 'malignant', operator: '=', value: true }] }, 'cohort-outcome-sealed'],
    ['an outcome inside a group', { criteria: [{ any: [{ item: 'age', operator: '>', value: 1 }, { not: { item: 'histology', operator: 'is-present' } }] }] }, 'cohort-outcome-sealed'],
    ['a value for what is only there or not', { criteria: [{ item: '@slot.L1', operator: '=', value: 'yes' }] }, 'cohort-criterion-wrong'],
    ['an order of codes', { criteria: [{ item: 'hepatitis', operator: '<', value: 'hbv' }] }, 'cohort-criterion-wrong'],
    ['a code that the item does not have', { criteria: [{ item: 'hepatitis', operator: '=', value: 'flu' }] }, 'cohort-criterion-wrong'],
    ['a text for a number', { criteria: [{ item: 'age', operator: '>', value: '40' }] }, 'cohort-criterion-wrong'],
    ['a list where one value belongs', { criteria: [{ item: 'age', operator: '=', value: [40] }] }, 'cohort-criterion-wrong'],
    ['a day that no calendar has', { criteria: [{ item: '@scan_date', operator: '>=', value: '2018-13-45' }] }, 'cohort-criterion-wrong'],
    ['an empty text', { criteria: [{ item: 'ward', operator: '=', value: ' ' }] }, 'cohort-criterion-wrong'],
    ['no value', { criteria: [{ item: 'age', operator: '=' }] }, 'cohort-criterion-wrong'],
  ])('refuses %s', (_, change, code) => expect(checkCohortDefinition({ ...everyone, ...change }, catalogue)).toMatchObject({ ok: false, refusal: { code } }));
  it('names the item as people know it, and says what it takes', () => expect(checkCohortDefinition({ ...everyone, criteria: [{ item: '@scan_date', operator: '<', value: '2018-02-30' }] }, catalogue))
    .toMatchObject({ refusal: { detail: 'Criterion 1: Date of the scan needs a day of the calendar, as YYYY-MM-DD.', field: 'criteria.0' } }));

  it('accepts a proper definition', () => expect(checkCohortDefinition({ ...everyone, centres: ['C01'], criteria: [{ item: 'age', operator: '>=', value: 18 }, { item: 'hepatitis', operator: 'in', value: ['hbv'] }] }, catalogue).ok).toBe(true));
});
