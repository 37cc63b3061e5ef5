import fc from 'fast-check';
import { afpWindowDeviation, ELIGIBILITY_RULES, evaluateEligibility, EXCLUSION_GROUPS, exclusionGroup, ruleOf } from '../index.ts';
import type { EligibilityEvidence, EligibilityParameters, ItemAnswer, PathologyEvidence, Verdict } from '../index.ts';

const parameters: EligibilityParameters = {
  criteria: [
    { code: 'INC-1', parameters: { focalNonCystic: 'focal', localTherapy: 'therapy', noTherapy: 'none' } },
    { code: 'INC-2', parameters: { size: 'size', moreThanCm: 1 } },
    { code: 'INC-3', parameters: { mostDays: 30 } },
    { code: 'INC-4', parameters: {} },
    { code: 'EXC-1', parameters: { onlyCystic: 'cystic' } },
    { code: 'EXC-2', parameters: { localTherapy: 'therapy', noTherapy: 'none' } },
    { code: 'EXC-3', parameters: { scanQuality: 'quality', unclear: 'unclear', unobtainable: 'incomplete' } },
    { code: 'EXC-4', parameters: {} },
    { code: 'EXC-5', parameters: { clinicalHistory: 'history' } },
  ],
  primaryOrder: ['INC-2', 'EXC-3', 'INC-4', 'EXC-4', 'INC-1', 'INC-3', 'EXC-1', 'EXC-2', 'EXC-5'],
};

const value = (given: string | number | boolean): ItemAnswer => ({ value: given });
const fitting: EligibilityEvidence['items'] = { focal: value(true), therapy: value('none'), size: value(2.4), cystic: value(false), quality: value('clear'), history: value(true) };
const histology: PathologyEvidence = { typeCode: 'hcc', definite: true, specimenDate: '2019-03-14' };

const evidence = (change: Partial<EligibilityEvidence> = {}): EligibilityEvidence => ({ items: fitting, scanDate: '2019-03-04', pathology: histology, images: { missing: [], blocked: [] }, ...change });
const withItem = (item: string, answer: ItemAnswer | undefined): EligibilityEvidence => evidence({ items: { ...fitting, [item]: answer } });
const verdictOf = (code: string, given: EligibilityEvidence): Verdict | undefined => evaluateEligibility(given, parameters).criteria.find((entry) => entry.code === code)?.verdict;
const specimen = (specimenDate: string): EligibilityEvidence => evidence({ pathology: { ...histology, specimenDate } });

describe('each criterion', () => {
  const missing: ItemAnswer = { missing: 'not-recorded' };
  it.each<[string, string, EligibilityEvidence, Verdict]>([
    ['INC-1', 'focal, not cystic, untreated', evidence(), 'met'],
    ['INC-1', 'cystic or not focal', withItem('focal', value(false)), 'not-met'],
    ['INC-1', 'treated', withItem('therapy', value('other')), 'not-met'],
    ['INC-1', 'kind not filled in', withItem('focal', undefined), 'unknown'],
    ['INC-1', 'therapy not filled in', withItem('therapy', undefined), 'unknown'],
    ['INC-1', 'treated, kind not filled in', evidence({ items: { therapy: value('tace') } }), 'not-met'],
    ['INC-2', 'exactly 1.0 cm is out', withItem('size', value(1)), 'not-met'],
    ['INC-2', '1.1 cm', withItem('size', value(1.1)), 'met'],
    ['INC-2', '0.4 cm', withItem('size', value(0.4)), 'not-met'],
    ['INC-2', 'not measured', withItem('size', missing), 'unknown'],
    ['INC-2', 'size as text', withItem('size', value('2.4')), 'unknown'],
    ['INC-3', 'the same day', specimen('2019-03-04'), 'met'],
    ['INC-3', '30 days after', specimen('2019-04-03'), 'met'],
    ['INC-3', '31 days after', specimen('2019-04-04'), 'not-met'],
    ['INC-3', 'the day before the scan', specimen('2019-03-03'), 'not-met'],
    ['INC-3', 'no scan date', evidence({ scanDate: null }), 'unknown'],
    ['INC-3', 'no confirmed report', evidence({ pathology: null }), 'unknown'],
    ['INC-4', 'a type', evidence(), 'met'],
    ['INC-4', 'no type', evidence({ pathology: { ...histology, definite: false } }), 'not-met'],
    ['INC-4', 'no confirmed report', evidence({ pathology: null }), 'unknown'],
    ['EXC-1', 'other lesions too', evidence(), 'met'],
    ['EXC-1', 'only cysts', withItem('cystic', value(true)), 'not-met'],
    ['EXC-1', 'not filled in', withItem('cystic', undefined), 'unknown'],
    ['EXC-2', 'no therapy', evidence(), 'met'],
    ['EXC-2', 'radiotherapy', withItem('therapy', value('radiotherapy')), 'not-met'],
    ['EXC-2', 'ablation', withItem('therapy', value('ablation')), 'not-met'],
    ['EXC-2', 'TACE', withItem('therapy', value('tace')), 'not-met'],
    ['EXC-2', 'not filled in', withItem('therapy', undefined), 'unknown'],
    ['EXC-3', 'all there and clear', evidence(), 'met'],
    ['EXC-3', 'unclear', withItem('quality', value('unclear')), 'not-met'],
    ['EXC-3', 'a view that cannot be had', withItem('quality', value('incomplete')), 'not-met'],
    ['EXC-3', 'an image still to come', evidence({ images: { missing: ['L3'], blocked: [] } }), 'unknown'],
    ['EXC-3', 'an image to replace', evidence({ images: { missing: [], blocked: ['D1'] } }), 'unknown'],
    ['EXC-3', 'not judged', withItem('quality', undefined), 'unknown'],
    ['EXC-4', 'definite', evidence(), 'met'],
    ['EXC-4', 'not definite', evidence({ pathology: { ...histology, definite: false } }), 'not-met'],
    ['EXC-4', 'no confirmed report', evidence({ pathology: null }), 'unknown'],
    ['EXC-5', 'history at hand', evidence(), 'met'],
    ['EXC-5', 'no history', withItem('history', value(false)), 'not-met'],
    ['EXC-5', 'not filled in', withItem('history', undefined), 'unknown'],
  ])('%s, %s', (code, _, given, verdict) => expect(verdictOf(code, given)).toBe(verdict));

  it('shows what it read', () => {
    const outcome = evaluateEligibility(specimen('2019-03-14'), parameters).criteria.find(({ code }) => code === 'INC-3');
    expect(outcome).toMatchObject({ kind: 'inclusion', evidence: { daysFromScanToSpecimen: 10, mostDays: 30 }, sentence: { en: 'Specimen 10 days after the scan, at most 30.' } });
  });
});

describe('the verdict', () => {
  it('is eligible when every criterion is met', () => expect(evaluateEligibility(evidence(), parameters)).toMatchObject({ verdict: 'eligible', primaryReason: null }));
  it('is not yet known while one is unknown', () => expect(evaluateEligibility(evidence({ pathology: null }), parameters)).toMatchObject({ verdict: 'not-yet-known', primaryReason: null }));
  it('is excluded by one, whatever is unknown', () => {
    expect(evaluateEligibility({ items: { size: value(0.8) }, scanDate: null, pathology: null, images: { missing: ['L1'], blocked: [] } }, parameters)).toMatchObject({ verdict: 'excluded', primaryReason: 'INC-2' });
  });

  it.each<[string, EligibilityEvidence, string, string]>([
    ['size before image quality', evidence({ items: { ...fitting, size: value(1), quality: value('unclear') } }), 'INC-2', 'size'],
    ['image quality before histology', evidence({ items: { ...fitting, quality: value('unclear') }, pathology: { ...histology, definite: false } }), 'EXC-3', 'image-quality'],
    ['histology before the rest', evidence({ items: { ...fitting, history: value(false) }, pathology: { ...histology, definite: false } }), 'INC-4', 'histology'],
    ['the rest', withItem('history', value(false)), 'EXC-5', 'other'],
  ])('has one primary reason: %s', (_, given, reason, group) => {
    expect(evaluateEligibility(given, parameters).primaryReason).toBe(reason);
    expect(exclusionGroup(reason)).toBe(group);
  });

  it('follows from the criteria alone, for any evidence', () => {
    const answer = fc.option(fc.oneof(fc.boolean().map(value), fc.constantFrom('none', 'tace', 'clear', 'unclear').map(value), fc.double({ min: 0, max: 9, noNaN: true }).map(value)), { nil: undefined });
    const any = fc.record<EligibilityEvidence>({
      items: fc.record({ focal: answer, therapy: answer, size: answer, cystic: answer, quality: answer, history: answer }),
      scanDate: fc.constantFrom(null, '2019-03-04'),
      pathology: fc.constantFrom(null, histology, { ...histology, definite: false }),
      images: fc.constantFrom({ missing: [], blocked: [] }, { missing: ['L1'], blocked: [] }),
    });
    fc.assert(
      fc.property(any, (given) => {
        const { criteria, verdict, primaryReason } = evaluateEligibility(given, parameters);
        const failing = criteria.filter((entry) => entry.verdict === 'not-met').map(({ code }) => code);
        const expected = failing.length > 0 ? 'excluded' : criteria.every((entry) => entry.verdict === 'met') ? 'eligible' : 'not-yet-known';
        expect(verdict).toBe(expected);
        expect(primaryReason).toBe(parameters.primaryOrder.find((code) => failing.includes(code)) ?? null);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the registry', () => {
  it('has the nine criteria of the paper, each with both names and a group', () => {
    expect(ELIGIBILITY_RULES.map(({ code }) => code)).toEqual(['INC-1', 'INC-2', 'INC-3', 'INC-4', 'EXC-1', 'EXC-2', 'EXC-3', 'EXC-4', 'EXC-5']);
    for (const { name, group } of ELIGIBILITY_RULES) expect([name.zh !== '', name.en !== '', EXCLUSION_GROUPS.includes(group)]).toEqual([true, true, true]);
  });
  it('knows no other code', () => expect([ruleOf('INC-9'), exclusionGroup('INC-9')]).toEqual([null, 'other']));
  it('throws on a definition that its reader should have refused', () => {
    expect(() => evaluateEligibility(evidence(), { criteria: [{ code: 'INC-9', parameters: {} }], primaryOrder: [] })).toThrow(TypeError);
    expect(() => evaluateEligibility(evidence(), { criteria: [{ code: 'INC-2', parameters: { size: 'size' } }], primaryOrder: [] })).toThrow(TypeError);
  });
});

describe('AFP window (paper 2.4)', () => {
  const window = { value: 'afp', date: 'afp_date', mostDays: 7 };
  it.each<[string, ItemAnswer | undefined, ItemAnswer | undefined, number | null]>([
    ['the same day', value(12), value('2019-03-04'), null],
    ['7 days after', value(12), value('2019-03-11'), null],
    ['8 days after', value(12), value('2019-03-12'), 8],
    ['the day before', value(12), value('2019-03-03'), -1],
    ['no value', { missing: 'not-measured' }, value('2019-06-01'), null],
    ['no date', value(12), undefined, null],
  ])('%s', (_, afp, date, days) => {
    const deviation = afpWindowDeviation(evidence({ items: { afp, afp_date: date } }), window);
    expect(deviation === null ? null : deviation.evidence['daysFromScan']).toBe(days);
  });
  it('says nothing without a scan date', () => expect(afpWindowDeviation(evidence({ scanDate: null, items: { afp: value(1), afp_date: value('2020-01-01') } }), window)).toBeNull());
});
