import type { LocalText } from '@echocohort/kernel';
import type { AnalysisName } from '../results/report.schema.ts';

/** The analyses as people call them. */
const ANALYSES: Readonly<Record<AnalysisName, LocalText>> = {
  flow: { zh: '流程图', en: 'flow chart' }, table1: { zh: '基线特征', en: 'baseline' }, interval: { zh: '检查至取材间隔', en: 'scan to specimen' }, odds: { zh: '优势比', en: 'odds ratios' }, lbc: { zh: 'Model-LBC', en: 'Model-LBC' },
  performance: { zh: '诊断效能', en: 'performance' }, roc: { zh: 'ROC 曲线', en: 'ROC curves' }, comparisons: { zh: '模型比较', en: 'comparisons' }, robustness: { zh: '交叉验证', en: 'cross-validation' }, calibration: { zh: '校准', en: 'calibration' },
  decisionCurve: { zh: '决策曲线', en: 'decision curve' }, nomogram: { zh: '列线图', en: 'nomogram' }, stratified: { zh: '分层分析', en: 'strata' }, failures: { zh: '误判', en: 'failures' },
};

/** The guards over every report, and the rules of print, as people call them. */
const GUARD_NAMES: Readonly<Record<string, LocalText>> = {
  'finite-numbers': { zh: '每个数字都是有限数', en: 'every number is finite' },
  'counts-add-up': { zh: '各项计数相加相符', en: 'counts add up' },
  'accuracy-between': { zh: '准确度介于灵敏度与特异度之间', en: 'accuracy lies between sensitivity and specificity' },
  'net-benefit-bound': { zh: '净获益不超过患病率', en: 'net benefit does not exceed the prevalence' },
  'unit-stated': { zh: '每个数字注明单位与例数', en: 'every number states unit and n' },
  'p-shown': { zh: 'P 值从不写作 0.000，也不跨界舍入', en: 'p is never shown as 0.000 nor rounded across a limit' },
  'cut-off-from-training': { zh: '截断值只来自训练集', en: 'the cut-off comes from training only' },
  'facts-stated': { zh: '每个图表注明方法、例数与来源', en: 'every table and figure states method, n and source' },
  'p-never-zero': { zh: '表中的 P 值从不写作 0.000', en: 'no table prints p as nought' },
  'no-nan': { zh: '没有不说明原因的空数', en: 'no cell is without a number or a reason' },
};

const isAnalysis = (name: string): name is AnalysisName => Object.hasOwn(ANALYSES, name);

/** An analysis by its name in results; an unknown name stays as it is. */
export const analysisName = (name: string, language: 'zh' | 'en'): string => (isAnalysis(name) ? ANALYSES[name][language] : name);

/** A guard by its name in results; an unknown name stays as it is. */
export const guardName = (guard: string, language: 'zh' | 'en'): string => (Object.hasOwn(GUARD_NAMES, guard) ? (GUARD_NAMES[guard]?.[language] ?? guard) : guard);
