import type { AnalysisEstimate, CalibrationResult, DecisionCurveResult, FitResult, GroupName, IntervalResult, NomogramResult, PerformanceCell, RobustnessResult, RocResult, StratifiedResult, TestResult } from '@echocohort/analyses';
import type { LocalText } from '@echocohort/kernel';

/** Results of an invented study, in the form in which the analyses give them: enough to draw every figure. */
export const MODELS = [
  { code: 'L', label: { zh: '模型 L', en: 'Model-L' } }, { code: 'LB', label: { zh: '模型 LB', en: 'Model-LB' } }, { code: 'LBC', label: { zh: '模型 LBC', en: 'Model-LBC' } },
];
export const GROUPS: readonly GroupName[] = ['training', 'internal_validation', 'external_validation'];

const from = { method: 'auc-delong', reference: 'pROC::ci.auc', source: ['predictions.csv', 'lesions.tsv'], unit: 'lesion' as const };
export const estimate = (value: number | null, half = 0.03, more: Partial<AnalysisEstimate> = {}): AnalysisEstimate => ({
  ...from, value, lower: value === null ? null : value - half, upper: value === null ? null : Math.min(value + half, 1), level: 0.95, intervalMethod: 'DeLong', n: 338, events: 262, dropped: 0, ids: 'x', warnings: [], refusal: null, ...more,
});
export const test = (p: number): TestResult => ({ ...from, method: 'delong-paired', reference: 'pROC::roc.test', statistic: 1.96, degreesOfFreedom: [], p, shown: p < 0.001 ? '< 0.001' : p.toFixed(3), adjusted: p, adjustedShown: p.toFixed(3), n: 338, ids: 'x', warnings: [], refusal: null });

/** A smooth curve of a given steepness, as a model of that quality would have. */
const curve = (bend: number) => Array.from({ length: 41 }, (_, at) => ({ falsePositiveRate: (at / 40) ** bend, truePositiveRate: at / 40, threshold: at === 0 ? null : 1 - at / 40 }));

export const roc: RocResult = {
  curves: GROUPS.flatMap((group) => MODELS.map(({ code }, index) => ({ model: code, group, points: curve(4 + 3 * index), auc: estimate(0.84 + 0.04 * index), cutOff: { threshold: 0.5, falsePositiveRate: 0.5 ** (4 + 3 * index), truePositiveRate: 0.5 } }))),
};

export const calibration: CalibrationResult = {
  curves: GROUPS.flatMap((group) => MODELS.map(({ code }, index) => {
    const at = (predicted: number): number => Math.min(1, predicted ** (1 + 0.15 * (index - 1)));
    return {
      model: code, group, unit: 'lesion' as const, n: 338, events: 262, dropped: 0, atTheEnds: 0, inTheLarge: estimate(0.02), slope: estimate(0.98, 0.1), observedToExpected: estimate(1.01, 0.05), brier: estimate(0.09), scaledBrier: 0.4,
      spiegelhalter: test(0.4), hosmerLemeshow: test(0.3), ici: 0.02, e50: 0.015, e90: 0.05, emax: 0.09,
      smooth: Array.from({ length: 50 }, (_, place) => place / 49).map((predicted) => ({ predicted, observed: at(predicted), lower: Math.max(0, at(predicted) - 0.06), upper: Math.min(1, at(predicted) + 0.06) })),
      groups: Array.from({ length: 10 }, (_, place) => (place + 0.5) / 10).map((predicted) => ({ predicted, observed: at(predicted), lower: Math.max(0, at(predicted) - 0.1), upper: Math.min(1, at(predicted) + 0.1), n: 34, events: Math.round(34 * at(predicted)) })),
      histogram: Array.from({ length: 20 }, (_, place) => ({ from: place / 20, to: (place + 1) / 20, malignant: place * (index + 1), benign: 20 - place })),
      byConstruction: false, ids: 'x', warnings: [], refusal: null,
    };
  })),
};

export const decision: DecisionCurveResult = {
  sets: GROUPS.map((group) => ({
    group, unit: 'lesion' as const, n: 338, events: 262, dropped: 0, prevalence: 0.775, method: 'decision-curve', source: ['predictions.csv'], level: 0.95, seed: 'echocohort', resamples: 1000, ids: 'x', warnings: [], refusal: null,
    treatAll: Array.from({ length: 99 }, (_, at) => (at + 1) / 100).map((threshold) => ({ threshold, netBenefit: 0.775 - (0.225 * threshold) / (1 - threshold) })),
    models: MODELS.map(({ code }, index) => ({
      model: code,
      points: Array.from({ length: 99 }, (_, at) => (at + 1) / 100).map((threshold) => {
        const netBenefit = 0.775 * (1 - threshold ** (4 + index)) - 0.02 * (3 - index) * threshold;
        const all = 0.775 - (0.225 * threshold) / (1 - threshold);
        return { threshold, netBenefit, lower: netBenefit - 0.03, upper: Math.min(0.775, netBenefit + 0.03), standardised: netBenefit / 0.775, avoidedPer100: Math.min(100 * (netBenefit - all) * ((1 - threshold) / threshold), 40), againstTreatAll: netBenefit - all };
      }),
    })),
  })),
};

const term = (name: string, label: LocalText, odds: number, lower: number, upper: number, p: number): FitResult['terms'][number] => ({
  term: name, factor: name, level: null, reference: null, label, coefficient: Math.log(odds), standardError: 0.3, clusteredError: 0.31, odds: estimate(odds, 0, { lower, upper, method: 'logistic-maximum-likelihood', reference: 'glm', intervalMethod: 'Wald', n: 1500, events: 1215 }), profile: { lower, upper }, p, shown: p < 0.001 ? '< 0.001' : p.toFixed(3),
});
export const fit: Pick<FitResult, 'terms'> = {
  terms: [
    term('halo', { zh: '低回声晕', en: 'Hypoechoic halo' }, 18.389, 9.921, 34.084, 1e-9), term('extrahepatic', { zh: '肝外肿瘤史', en: 'History of extra-hepatic tumours' }, 16.166, 9.311, 28.065, 1e-9),
    term('hbv', { zh: '肝炎病史：乙型肝炎（对照：无）', en: 'History of hepatitis: HBV against none, with a label that is longer than its column' }, 11.736, 7.857, 17.529, 1e-9), term('age', { zh: '年龄 > 50 岁', en: 'Age above 50 years' }, 3.323, 2.096, 5.269, 1e-5),
    term('vascularity', { zh: '瘤内血流', en: 'Intratumoural vascularity' }, 1.911, 1.344, 2.717, 0.0003), term('margin', { zh: '边缘', en: 'Margin' }, 0.82, 0.61, 1.1, 0.19),
  ],
};

const plain = (text: string): LocalText => ({ zh: text, en: text });
export const nomogram: NomogramResult = {
  ...from, model: 'LBC', inputs: [], pointsPerUnit: 12, predictorAtZero: -6, totalTicks: Array.from({ length: 13 }, (_, at) => at * 20), n: 1500, events: 1215, ids: 'x', warnings: [], equation: { terms: [], covariance: [], level: 0.95 },
  predictorTicks: Array.from({ length: 14 }, (_, at) => ({ value: at - 5, points: 12 * (at + 1) })), riskTicks: [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99].map((risk) => ({ risk, points: 12 * (Math.log(risk / (1 - risk)) + 6) })),
  axes: [
    { input: 'score', label: { zh: '图像评分', en: 'Image score' }, lowest: 0, highest: 1, ticks: Array.from({ length: 11 }, (_, at) => ({ value: at / 10, label: plain(String(at / 10)), points: at * 10 })) },
    { input: 'age', label: { zh: '年龄（岁）', en: 'Age, years' }, lowest: 0, highest: 1, ticks: Array.from({ length: 8 }, (_, at) => ({ value: 20 + at * 10, label: plain(String(20 + at * 10)), points: at * 6 })) },
    { input: 'hepatitis', label: { zh: '肝炎病史', en: 'History of hepatitis' }, lowest: 0, highest: 1, ticks: [['none', '无', 'None', 0], ['hcv', '丙型肝炎', 'HCV', 21], ['hbv', '乙型肝炎', 'HBV', 24], ['both', '乙型合并丙型', 'HBV and HCV', 26]].map(([value, zh, en, points]) => ({ value: String(value), label: { zh: String(zh), en: String(en) }, points: Number(points) })) },
    { input: 'halo', label: { zh: '低回声晕', en: 'Hypoechoic halo' }, lowest: 0, highest: 1, ticks: [{ value: '0', label: { zh: '无', en: 'no' }, points: 0 }, { value: '1', label: { zh: '有', en: 'yes' }, points: 35 }] },
  ],
};

const rate = (value: number): AnalysisEstimate => estimate(value, 0.05, { method: 'wilson', reference: 'binom', intervalMethod: 'Wilson' });
export const strataCell = (model: string, group: GroupName, stratum: PerformanceCell['stratum'], area: number | null, n = 113): PerformanceCell => ({
  model, group, stratum, unit: 'lesion', n, events: 90, patients: n - 3, dropped: 0, cutOff: 0.5, counts: { truePositives: 80, falsePositives: 3, falseNegatives: 10, trueNegatives: n - 93 }, auc: estimate(area, 0.05), aucClustered: estimate(area, 0.055),
  accuracy: rate((80 + n - 93) / n), sensitivity: rate(80 / 90), specificity: rate((n - 93) / (n - 90)), ppv: rate(80 / 83), npv: rate((n - 93) / (n - 83)), reweighted: null, clustered: null, ids: 'x', refusal: null,
});
const SIZES = [['small', '1.1–2.0 cm', '1.1–2.0 cm'], ['middle', '2.1–5.0 cm', '2.1–5.0 cm'], ['large', '> 5.0 cm', '> 5.0 cm']] as const;
export const stratified: StratifiedResult['variables'][number] = {
  code: 'size', label: { zh: '病灶大小', en: 'Size of the lesion' }, missing: 2, comparisons: [], interactions: [], strata: SIZES.map(([code, zh, en]) => ({ code, label: { zh, en }, lesions: 700 })),
  cells: GROUPS.flatMap((group) => SIZES.flatMap(([code, zh, en], size) => MODELS.map((model, index) => strataCell(model.code, group, { variable: 'size', code, label: { zh, en } }, size === 0 && group === 'external_validation' && index === 0 ? null : 0.82 + 0.03 * size + 0.03 * index)))),
};

export const robustness: RobustnessResult = {
  model: 'LBC', basis: 'trained-folds', warnings: [], mean: 0.92, deviation: 0.012, pooled: estimate(0.918, 0.012), pairs: [{ one: 0, other: 1, test: test(0.4) }], homogeneity: test(0.6),
  folds: [0.91, 0.93, 0.905, 0.925, 0.93].map((value, fold) => ({ fold, auc: estimate(value) })),
  external: { areas: [0.92, 0.924, 0.915, 0.92, 0.922].map((value, fold) => ({ fold, auc: estimate(value) })), pairs: [], overall: test(0.7) },
};

export const interval: IntervalResult = {
  mostDays: 30, unit: 'lesion', method: 'quantile-type-7', source: ['lesions.tsv'], warnings: [],
  groups: [{ group: 'all', n: 2213, missing: 0, sealed: 0, median: 6, lowerQuartile: 3, upperQuartile: 10, minimum: 0, maximum: 29, outside: 0, ids: 'x', outsideIds: 'y', histogram: Array.from({ length: 30 }, (_, days) => ({ days, count: Math.round(220 * Math.exp(-((days / 9) ** 2))) })) }],
};
