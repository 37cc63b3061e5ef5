import { flowChart, type CohortCase, type CohortDefinition } from '@echocohort/cohort';
import { CHART_WORDINGS, flowChartSvg } from '../../index.ts';

const definition: CohortDefinition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const caseOf = (index: number, change: Partial<CohortCase> = {}): CohortCase => ({ id: `${index}`, code: `C01-${index}-L1`, subject: `C01-${index}`, centre: 'C01', state: 'accepted', eligibility: { verdict: 'eligible', primaryReason: null }, items: {}, ...change });
const cases = [caseOf(1), caseOf(2), caseOf(3), caseOf(4, { eligibility: { verdict: 'excluded', primaryReason: 'INC-2' } }), caseOf(5, { state: 'complete' })];
const labels = [{ code: 'INC-2', label: { zh: '病灶 ≤ 1.0 cm', en: 'Lesion ≤ 1.0 cm & <small>' } }, { code: 'EXC-3', label: { zh: '图像不清', en: 'Unclear image' } }];
const sets = new Map([['C01-1-L1', 'training' as const], ['C01-2-L1', 'training' as const], ['C01-3-L1', 'internal_validation' as const]]);

/** Numbers of a figure by the code of their box. */
const numbers = (svg: string): string[] => [...svg.matchAll(/data-box="([^"]+)">([^<]*)</g)].map((match) => `${match[1] ?? ''}=${match[2] ?? ''}`);
const isWellFormed = (svg: string): boolean => {
  const open: string[] = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (close) { if (open.pop() !== name) return false; } else if (!self) open.push(name ?? '');
  }
  return open.length === 0 && !/[^<>]*&(?!(amp|lt|gt|quot|#39);)/.test(svg);
};

describe('flowChartSvg', () => {
  const boxes = flowChart(cases, definition, labels, sets);
  it('carries every box with its number, zeros too', () => {
    const found = numbers(flowChartSvg(boxes, 'en'));
    for (const box of boxes) expect(found.some((entry) => entry.startsWith(`${box.code}=`))).toBe(true);
    expect(found).toEqual(expect.arrayContaining(['screened=5 lesions, 5 patients', 'excluded:INC-2=Lesion ≤ 1.0 cm &amp; &lt;small&gt;: 1', 'excluded:EXC-3=Unclear image: 0', 'included=3 lesions, 3 patients', 'training=2 lesions, 2 patients']));
  });
  it.each(['zh', 'en'] as const)('is well-formed and names itself in %s', (language) => {
    const svg = flowChartSvg(boxes, language);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain(language === 'zh' ? 'aria-label="队列流程图"' : 'aria-label="Flow chart of the cohort"');
  });
  it.each(CHART_WORDINGS)('speaks in the words of %s and keeps every number', (wording) => {
    const [plain, worded] = [flowChartSvg(boxes, 'en'), flowChartSvg(boxes, 'en', wording)].map((svg) => numbers(svg).filter((entry) => /\d+ lesions/.test(entry)));
    expect(worded).toEqual(plain);
    expect(flowChartSvg(boxes, 'en', wording)).toContain({ plain: 'Screened', stard: 'Potentially eligible lesions', consort: 'Lesions assessed for eligibility' }[wording]);
  });
  it('shows images where they are counted', () => {
    expect(numbers(flowChartSvg(boxes.map((box) => ({ ...box, images: box.lesions * 11 })), 'en'))).toContain('included=3 lesions, 3 patients, 33 images');
  });
  it('goes on in the next line where a reason is long', () => {
    const long = boxes.map((box) => (box.code === 'excluded:INC-2' ? { ...box, label: { zh: '很长'.repeat(40), en: 'a long reason '.repeat(12) } } : box));
    expect(numbers(flowChartSvg(long, 'en')).filter((entry) => entry.startsWith('excluded:INC-2='))).toHaveLength(3);
  });
  it('is drawn before a split, and for nobody', () => {
    expect(numbers(flowChartSvg(flowChart([], definition, labels), 'en'))).toContain('included=0 lesions, 0 patients');
  });
});
