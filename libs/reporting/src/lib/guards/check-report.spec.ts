import type { AnalysisReport } from '@echocohort/analyses';
import type { Block, ReportContent, TableBlock } from '../content/report-content.ts';
import { checkReport } from './check-report.ts';

const refused = { status: 'refused' as const, refusal: { code: 'no-model', detail: 'No model.' } };
const analysis: AnalysisReport = {
  format: 'echocohort-analyses/1', study: { code: 's', version: '1', title: { zh: '研究', en: 'Study' }, protocolVersion: '1' }, snapshotRoot: null, models: [], sets: [], idSets: {}, methods: [], guards: [], warnings: [],
  options: { level: 0.95, seed: 's', resamples: 0, alpha: 0.05, path: 'paper', prevalence: null, thresholds: [0.5], failures: 10 },
  results: { flow: refused, table1: refused, interval: refused, odds: refused, lbc: refused, performance: refused, roc: refused, comparisons: refused, robustness: refused, calibration: refused, decisionCurve: refused, nomogram: refused, stratified: refused, failures: refused },
};
const facts = { method: 'DeLong', n: '10', unit: 'lesion', source: 'lesions.tsv', level: '95%' };
const table = (change: Partial<TableBlock> = {}): TableBlock => ({ kind: 'table', name: 'delong', title: 'T', columns: [{ title: 'Models' }, { title: 'p' }], rows: [{ cells: ['a', '< 0.001'] }], facts, notes: [], ...change });
const content = (block: Block): ReportContent => ({ language: 'en', title: 'T', subtitle: '', identity: [], lockedAt: new Date(0), sections: [{ name: 'delong', title: 'T', blocks: [block] }] });

describe('the guards of a report', () => {
  it('let a sound one pass', () => expect(checkReport(analysis, [content(table())])).toEqual({ ok: true, value: null }));
  it.each([
    ['p-never-zero', table({ rows: [{ cells: ['a', '0.000'] }] })], ['p-never-zero', table({ rows: [{ cells: ['a', '= 0.00'] }] })], ['no-nan', table({ rows: [{ cells: ['NaN (NaN–NaN)', '0.1'] }] })],
    ['unit-stated', table({ facts: { ...facts, unit: ' ' } })], ['facts-stated', table({ facts: { ...facts, method: '' } })], ['facts-stated', table({ facts: { ...facts, n: '' } })],
  ] as const)('refuse one that breaks %s, and name the table', (rule, block) => expect(checkReport(analysis, [content(block)])).toMatchObject({ ok: false, refusal: { code: `guard-${rule}`, facts: { where: 'delong' }, detail: expect.stringContaining(`"${rule}" in delong`) as string } }));
  it('refuse numbers that cannot be before any table is looked at', () => {
    const prevalence = 0.5;
    const decisionCurve: AnalysisReport['results']['decisionCurve'] = { status: 'done', value: { sets: [{
      group: 'training', unit: 'lesion', n: 10, events: 5, dropped: 0, prevalence, treatAll: [{ threshold: 0.02, netBenefit: prevalence - (0.5 * 0.02) / 0.98 }], method: 'decision-curve', source: ['x'], level: 0.95, seed: 's', resamples: 0, ids: 'x', warnings: [], refusal: null,
      models: [{ model: 'L', points: [{ threshold: 0.02, netBenefit: 0.809, lower: null, upper: null, standardised: 1, avoidedPer100: 1, againstTreatAll: 0.809 - (prevalence - (0.5 * 0.02) / 0.98) }] }],
    }] } };
    expect(checkReport({ ...analysis, results: { ...analysis.results, decisionCurve } }, [])).toMatchObject({ ok: false, refusal: { code: 'guard-net-benefit-bound' } });
  });
});
