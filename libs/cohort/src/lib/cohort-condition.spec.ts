import fc from 'fast-check';
import { cohortDefinitionSchema, conditionWords, definitionSentences, diffDefinitions, flowChart, itemNames, meetsCondition, standingOf, wordedFlow, type CohortCase, type CohortDefinition, type Condition, type Criterion, type ItemValue } from '../index.ts';

const old: Criterion = { item: 'age', operator: '>=', value: 60 };
const hbv: Criterion = { item: 'hepatitis', operator: 'in', value: ['hbv', 'hbv-hcv'] };
const values = (items: Readonly<Record<string, ItemValue>>) => (item: string): ItemValue => items[item] ?? null;
const definition: CohortDefinition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const names = itemNames([
  { code: 'age', type: 'integer', label: { zh: '年龄', en: 'Age' } },
  { code: 'hepatitis', type: 'choice', label: { zh: '肝炎', en: 'Hepatitis' }, choices: [{ code: 'hbv', label: { zh: '乙肝', en: 'HBV' } }, { code: 'hbv-hcv', label: { zh: '乙肝合并丙肝', en: 'HBV and HCV' } }] },
  { code: '@slot.L1', type: 'presence', label: { zh: '图像 L1', en: 'image L1' } },
]);

describe('conditions', () => {
  it.each<[string, Readonly<Record<string, ItemValue>>, Condition, boolean]>([
    ['any of two, one holds', { age: 70, hepatitis: 'none' }, { any: [old, hbv] }, true],
    ['any of two, none holds', { age: 50, hepatitis: 'none' }, { any: [old, hbv] }, false],
    ['all of two, one holds', { age: 70, hepatitis: 'none' }, { all: [old, hbv] }, false],
    ['not', { age: 50 }, { not: old }, true],
    ['not of what is missing: it is not known to be', {}, { not: old }, true],
    ['a group in a group', { age: 50, hepatitis: 'hbv' }, { not: { any: [old, hbv] } }, false],
    ['an image that is there', { '@slot.L1': true }, { item: '@slot.L1', operator: 'is-present' }, true],
    ['an image that is not', {}, { item: '@slot.L1', operator: 'is-missing' }, true],
    ['one of several findings', { '@finding': ['calipers', 'too-small'] }, { item: '@finding', operator: 'in', value: ['too-small'] }, true],
    ['without that finding', { '@finding': ['calipers'] }, { item: '@finding', operator: '!=', value: 'too-small' }, true],
    ['no finding at all', { '@finding': [] }, { item: '@finding', operator: 'is-missing' }, true],
    ['a window of dates', { '@scan_date': '2019-05-01' }, { all: [{ item: '@scan_date', operator: '>=', value: '2019-01-01' }, { item: '@scan_date', operator: '<', value: '2020-01-01' }] }, true],
    ['a device', { '@device': 'D02' }, { item: '@device', operator: 'in', value: ['D01', 'D02'] }, true],
  ])('%s', (_, items, condition, met) => expect(meetsCondition(values(items), condition)).toBe(met));

  it('not is the opposite of its condition, and any and all are each other behind it', () => {
    const leaf = fc.record({ item: fc.constantFrom('age', 'size'), operator: fc.constantFrom<Criterion['operator']>('<', '>=', 'is-missing', '='), value: fc.integer({ min: 0, max: 3 }) });
    fc.assert(fc.property(fc.array(leaf, { minLength: 1, maxLength: 4 }), fc.record({ age: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), size: fc.integer({ min: 0, max: 3 }) }), (criteria, items) => {
      const any = meetsCondition(values(items), { any: criteria });
      expect(meetsCondition(values(items), { not: { any: criteria } })).toBe(!any);
      expect(meetsCondition(values(items), { all: criteria.map((criterion) => ({ not: criterion })) })).toBe(!any);
    }));
  });

  it.each<[string, unknown]>([
    ['a group without members', { any: [] }], ['groups three deep', { not: { not: { not: old } } }], ['a criterion with another key', { ...old, extra: 1 }], ['a criterion and a group at once', { ...old, any: [old] }],
  ])('refuses %s', (_, condition) => expect(cohortDefinitionSchema.safeParse({ ...definition, criteria: [condition] }).success).toBe(false));
});

describe('in words', () => {
  it.each<[Condition, string, string]>([
    [old, '年龄 ≥ 60', 'Age ≥ 60'],
    [hbv, '肝炎 属于 乙肝、乙肝合并丙肝', 'Hepatitis is one of HBV, HBV and HCV'],
    [{ any: [old, { item: 'age', operator: 'is-missing' }] }, '（年龄 ≥ 60 或 年龄缺失）', '(Age ≥ 60 or Age is missing)'],
    [{ not: { item: '@slot.L1', operator: 'is-present' } }, '不满足：有图像 L1', 'not: image L1 is there'],
    [{ item: 'unknown', operator: '=', value: true }, 'unknown 为 是', 'unknown is yes'],
  ])('%j', (condition, zh, en) => expect(conditionWords(condition, names)).toEqual({ zh, en }));

  it('tells how two definitions differ, and nothing when only the order does', () => {
    const later: CohortDefinition = { ...definition, centres: ['C02', 'C01'], criteria: [hbv], trainingParts: 3 };
    expect(diffDefinitions({ ...definition, criteria: [old] }, later, names).map(({ change, sentence }) => `${change}: ${sentence.en}`)).toEqual([
      'removed: no longer: Age ≥ 60', 'changed: from all centres → from the centres C01, C02', 'added: now also: Hepatitis is one of HBV, HBV and HCV', 'changed: training to internal validation 4:1 → training to internal validation 3:1',
    ]);
    expect(diffDefinitions({ ...definition, criteria: [old, hbv] }, { ...definition, criteria: [hbv, old] }, names)).toEqual([]);
    expect(definitionSentences({ ...definition, successorOf: 'a'.repeat(64) }, names)).toHaveLength(3);
  });

  const older: Criterion = { ...old, value: 70 };
  const known: Criterion = { item: 'age', operator: 'is-present' };
  it.each<[string, Condition[], Condition[], string[]]>([
    ['another value of one criterion, side by side', [old, hbv], [hbv, older], ['changed age: Age ≥ 60 → Age ≥ 70']],
    ['no pairs where an item has two criteria', [old, known], [older], ['removed age: Age ≥ 60', 'removed age: Age is answered', 'added age: Age ≥ 70']],
    ['a group by itself', [old], [{ not: old }], ['removed age: Age ≥ 60', 'added null: not: Age ≥ 60']],
  ])('tells %s', (_, before, after, expected) =>
    expect(diffDefinitions({ ...definition, criteria: before }, { ...definition, criteria: after }, names).map((line) => `${line.change} ${line.item}: ${[line.before?.en, line.after?.en].filter(Boolean).join(' → ')}`)).toEqual(expected));
});

describe('a successor', () => {
  const entry = (snapshots: string[], state = 'locked'): CohortCase => ({ id: '1', code: 'C01-0001-L1', subject: 'C01-0001', centre: 'C01', state, eligibility: { verdict: 'eligible', primaryReason: null }, items: {}, snapshots });
  const root = 'a'.repeat(64);
  it.each<[string, CohortCase, unknown]>([
    ['holds the lesions of the snapshot before', entry([root]), { kind: 'included' }],
    ['not those that came later', entry([]), { kind: 'excluded', reason: 'other-snapshot' }],
    ['nor who withdrew', entry([root], 'withdrawn'), { kind: 'excluded', reason: 'withdrawn' }],
  ])('%s', (_, value, standing) => expect(standingOf(value, { ...definition, successorOf: root })).toEqual(standing));
});

describe('the words of a guideline', () => {
  const boxes = flowChart([], { ...definition, criteria: [old] }, [{ code: 'INC-2', label: { zh: '小', en: 'small' } }], new Map(), names);
  it('change labels and no number', () => {
    const worded = wordedFlow(boxes, 'consort');
    expect(worded.map(({ code, lesions, patients }) => ({ code, lesions, patients }))).toEqual(boxes.map(({ code, lesions, patients }) => ({ code, lesions, patients })));
    expect(worded.find(({ code }) => code === 'screened')?.label.en).toBe('Lesions assessed for eligibility');
    expect(wordedFlow(boxes, 'stard').find(({ code }) => code === 'included')?.label.en).toBe('Eligible lesions');
    expect(worded.find(({ code }) => code === 'excluded:criterion-1')?.label.en).toBe('Does not meet: Age ≥ 60');
  });
});
