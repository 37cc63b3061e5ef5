import * as sample from '../../spec-cases/sample-results.ts';
import { avoidedChart, calibrationChart, decisionCurveChart, foldsChart, forestChart, idsPointedAt, intervalChart, lookAt, nomogramChart, nomogramGeometry, pointable, rocChart, strataChart, type Chart, type FigureLanguage } from '../../index.ts';

const { MODELS } = sample;
const set = sample.decision.sets[0];
if (!set) throw new Error('the sample has no set');
const CHARTS: readonly (readonly [string, (language: FigureLanguage) => Chart])[] = [
  ['ROC', (language) => rocChart(sample.roc, 'training', MODELS, language)], ['forest', (language) => forestChart(sample.fit, language)], ['calibration', (language) => calibrationChart(sample.calibration, 'training', MODELS, language)],
  ['decision curve', (language) => decisionCurveChart(set, MODELS, language)], ['interventions avoided', (language) => avoidedChart(set, MODELS, language)], ['nomogram', (language) => nomogramChart(sample.nomogram, language)],
  ['strata', (language) => strataChart(sample.stratified, MODELS, language)], ['folds', (language) => foldsChart(sample.robustness, language)], ['interval', (language) => intervalChart(sample.interval, language)],
];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Everything in an option object that has a certain field. */
function* having(value: unknown, field: string): Generator<Fields> {
  if (Array.isArray(value)) for (const entry of value) yield* having(entry, field);
  else if (isFields(value)) {
    if (field in value) yield value;
    for (const entry of Object.values(value)) yield* having(entry, field);
  }
}
const named = (chart: Chart, name: string): Fields[] => [...having(chart.option.series, 'name')].filter((series) => String(series['name']).startsWith(name));

describe.each(CHARTS)('the %s chart', (_name, make) => {
  it('is the same for the same results', () => expect(JSON.stringify(make('en'))).toBe(JSON.stringify(make('en'))));
  it('holds no number that is none', () => {
    const drawn: Chart = make('zh');
    expect(JSON.stringify(drawn, (_key, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? 'NOT-FINITE' : value))).not.toContain('NOT-FINITE');
  });
  it('does not move, and is white for print', () => expect(make('en').option).toMatchObject({ animation: false, backgroundColor: '#ffffff' }));
  it('is worded in the language asked for', () => expect([/[\u4E00-\u9FFF]/.test(make('en').description), /[\u4E00-\u9FFF]/.test(make('zh').description)]).toEqual([false, make('zh').description !== 'AUC']));
});

describe.each(CHARTS.filter(([name]) => name !== 'nomogram'))('a tooltip of the %s chart', (_name, make) => {
  it.each(['en', 'zh'] as const)('names method, n and unit, and the ids stand beside the number (%s)', (language) => {
    const { option } = make(language);
    const shown = pointable(option.series).filter((series) => isFields(series) && series['silent'] !== true && ['scatter', 'bar'].includes(String(series['type'])));
    expect(shown.length).toBeGreaterThan(0);
    for (const series of shown) {
      if (!isFields(series) || !isFields(option.tooltip) || typeof option.tooltip['formatter'] !== 'function') throw new Error('no tooltip');
      const data: unknown = Array.isArray(series['data']) ? series['data'][0] : null;
      const tip = String(Reflect.apply(option.tooltip['formatter'], null, [{ value: isFields(data) ? data['value'] : data, data, dataIndex: 0, seriesName: series['name'] ?? '' }]));
      expect(tip).toMatch(language === 'en' ? /<br>[^<]+<br>n = \d+ \((lesions|patients)\)/ : /<br>[^<]+<br>例数 n = \d+（(病灶|患者)）/);
      expect(typeof idsPointedAt([series], { seriesIndex: 0, data })).toBe('string');
    }
  });
});

describe('looks', () => {
  it('tell six things apart by dashes or markers even without colour', () => {
    const marks = [0, 1, 2, 3, 4, 5].map((place) => `${JSON.stringify(lookAt(place).dash)} ${lookAt(place).symbol}`);
    expect(new Set(marks).size).toBe(6);
    expect(new Set([0, 1, 2, 3, 4, 5].map((place) => lookAt(place).colour)).size).toBe(6);
  });
  it('give a model the same look in every figure', () => {
    const looks = [rocChart(sample.roc, 'training', MODELS, 'en'), calibrationChart(sample.calibration, 'training', MODELS, 'en'), strataChart(sample.stratified, MODELS, 'en')].map((chart) => named(chart, 'Model-LBC')[0]);
    for (const series of looks) expect(series).toMatchObject({ symbol: lookAt(2).symbol, itemStyle: { color: lookAt(2).colour } });
  });
});

describe('rocChart', () => {
  const chart = rocChart(sample.roc, 'training', MODELS, 'en');
  it('has the area with its interval in the legend', () => expect(chart.option.legend).toMatchObject({ data: ['Model-L: AUC 0.840 (0.810–0.870)', 'Model-LB: AUC 0.880 (0.850–0.910)', 'Model-LBC: AUC 0.920 (0.890–0.950)'] }));
  it('draws from (0, 0) to (1, 1)', () => {
    const data = named(chart, 'Model-L:')[0]?.['data'];
    expect(data).toEqual(expect.arrayContaining([[0, 0, null], [1, 1, 0]]));
  });
  it('says so where there is no area', () => {
    const none = { curves: sample.roc.curves.map((curve) => ({ ...curve, auc: sample.estimate(null) })) };
    expect(rocChart(none, 'training', MODELS, 'zh').option.legend).toMatchObject({ data: expect.arrayContaining(['模型 L: 无法估计']) as string[] });
  });
  it('thins curves of many points without losing their ends', () => {
    const points = Array.from({ length: 20_001 }, (_, at) => ({ falsePositiveRate: at / 20_000, truePositiveRate: Math.sqrt(at / 20_000), threshold: at === 0 ? null : 1 - at / 20_000 }));
    const [first] = sample.roc.curves;
    if (!first) throw new Error('the sample has no curve');
    const data = named(rocChart({ curves: [{ ...first, points }] }, 'training', MODELS, 'en'), 'Model-L:')[0]?.['data'];
    if (!Array.isArray(data)) throw new Error('the curve has no data');
    expect(data.length).toBeLessThan(2000);
    expect([data[0], data.at(-1)]).toEqual([[0, 0, null], [1, 1, 0]]);
  });
});

describe('forestChart', () => {
  it('cuts an interval at the axis with an arrow, and keeps the whole numbers beside it', () => {
    const [first] = sample.fit.terms;
    if (!first) throw new Error('the sample has no term');
    const wide = forestChart({ terms: [{ ...first, odds: { ...first.odds, upper: 1e6 } }] }, 'en');
    expect(wide.option.xAxis[0]).toMatchObject({ max: 500 });
    expect(wide.option.yAxis[1]).toMatchObject({ data: ['18.39 (9.92–1000000.00)'] });
  });
  it('leaves out a term that cannot be estimated', () => expect(forestChart({ terms: sample.fit.terms.map((term) => ({ ...term, odds: sample.estimate(null) })) }, 'en').option.yAxis[0]).toMatchObject({ data: [] }));
});

describe('nomogramChart', () => {
  const geometry = nomogramGeometry(sample.nomogram);
  it('stretches the longest axis over the whole width, and every total with it', () => {
    expect([geometry.xOfPoints(0), geometry.xOfPoints(100)]).toEqual([geometry.left, geometry.left + geometry.width]);
    expect(geometry.xOfTotal(240)).toBe(geometry.left + geometry.width);
  });
  it('has a row for every input and the three below', () => expect(Object.keys(geometry.rowOf)).toEqual(['points', 'score', 'age', 'hepatitis', 'halo', 'total', 'predictor', 'risk']));
  it('writes every level of a factor, and no two of its texts in the same place', () => {
    const texts = [...having(nomogramChart(sample.nomogram, 'en').option.graphic, 'style')].filter(({ type, style }) => type === 'text' && isFields(style) && ['None', 'HCV', 'HBV', 'HBV and HCV'].includes(String(style['text'])));
    expect(texts).toHaveLength(4);
    expect(new Set(texts.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(4);
  });
});

describe('calibrationChart', () => {
  it('leaves out a model whose calibration was refused', () => {
    const refused = { curves: sample.calibration.curves.map((curve) => (curve.model === 'L' ? { ...curve, refusal: { code: 'one-class', detail: '' } } : curve)) };
    expect(named(calibrationChart(refused, 'training', MODELS, 'en'), 'Model-L')).toHaveLength(4);
    expect(named(calibrationChart(sample.calibration, 'training', MODELS, 'en'), 'Model-L')).toHaveLength(6);
  });
});
