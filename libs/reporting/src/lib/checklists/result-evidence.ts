import { methodName, type AnalysisName, type PerformanceCell } from '@echocohort/analyses';
import type { ReportSource } from '../content/report-source.ts';
import { shownEstimate, shownNumber } from '../content/shown.ts';
import type { EvidenceMaker } from './evidence.ts';

const done = (source: ReportSource, name: AnalysisName): boolean => source.analysis.results[name].status === 'done';

/** An answer that stands when an analysis was made. */
const when = (name: AnalysisName, target: string, en: string, zh: string): EvidenceMaker => (source) => (done(source, name) ? { text: source.say(en, zh), target } : null);

/** An answer proved by the table of the first stratifying variable. */
const strata = (en: string, zh: string): EvidenceMaker => (source) => {
  const result = source.analysis.results.stratified;
  const first = result.status === 'done' ? result.value.variables[0] : undefined;
  return first ? { text: source.say(en, zh), target: `strata-${first.code.replaceAll('_', '-')}-table` } : null;
};

const wholeSets = (source: ReportSource): readonly PerformanceCell[] => {
  const result = source.analysis.results.performance;
  return result.status === 'done' ? result.value.cells.filter(({ stratum }) => stratum === null) : [];
};

const areas = (source: ReportSource, cells: readonly PerformanceCell[]): string => cells.filter(({ auc }) => auc.value !== null).map((cell) => `${source.model(cell.model)}, ${source.group(cell.group)}: AUC ${shownEstimate(source, cell.auc)}`).join('; ');

const performanceIn = (groups: readonly string[]): EvidenceMaker => (source) => {
  const text = areas(source, wholeSets(source).filter(({ group }) => groups.includes(group)));
  return text === '' ? null : { text, target: 'table2' };
};

const cutOff: EvidenceMaker = (source) => {
  const result = source.analysis.results.performance;
  if (result.status !== 'done') return null;
  const cuts = result.value.cutOffs.map(({ model, value }) => `${source.model(model)} ${shownNumber(value, 4)}`).join(', ');
  return { text: source.say(`Youden's index in the training set, applied unchanged elsewhere: ${cuts}. Output: probability of malignancy between 0 and 1.`, `由训练集 Youden 指数确定，原样用于其他组：${cuts}。输出为 0–1 的恶性概率。`), target: 'table2' };
};

const classBalance: EvidenceMaker = (source) => {
  const cells = [...new Map(wholeSets(source).map((cell) => [cell.group, cell])).values()];
  if (cells.length === 0) return null;
  return { text: source.say(`Malignant: ${cells.map((cell) => `${source.group(cell.group)} ${cell.events} of ${cell.n}`).join(', ')}. Batches hold half of each class. A person judges what follows.`, `恶性：${cells.map((cell) => `${source.group(cell.group)} ${cell.events}/${cell.n}`).join('，')}。训练批次两类各半；其影响由研究者评价。`), target: 'cross-table' };
};

const development: EvidenceMaker = (source) => {
  const result = source.analysis.results.odds;
  if (result.status !== 'done') return null;
  const { multivariable } = result.value;
  return { text: source.say(`Multivariable model: ${multivariable.n} lesions, ${multivariable.events} malignant, ${multivariable.dropped} left out for a missing value.`, `多因素模型：病灶 ${multivariable.n}，恶性 ${multivariable.events}，因缺失剔除 ${multivariable.dropped}。`), target: 'odds-ratios' };
};

const interval: EvidenceMaker = (source) => {
  const result = source.analysis.results.interval;
  const all = result.status === 'done' ? result.value.groups.find(({ group }) => group === 'all') : undefined;
  return all && all.n > 0 ? { text: source.say(`Median ${shownNumber(all.median, 1)} days from scan to specimen (${all.n} lesions; ${all.outside} outside the limit).`, `超声至取材中位 ${shownNumber(all.median, 1)} 天（病灶 ${all.n}；超限 ${all.outside}）。`), target: 'interval' } : null;
};

/** Items about analyses and results. */
export const resultEvidence = {
  predictors: when('odds', 'odds-ratios', 'Candidates are the analysis variables of the study definition; screening in the training set, with the full model beside it. Add why these were considered.', '候选因素见研究定义中的分析变量；在训练集筛选，同时给出全模型。请补充选择理由。'),
  indeterminate: (source: ReportSource) => ({ text: source.say('A score is a number, so the index test has no unclear result; lesions without a definite pathological type fail INC-4 and EXC-4 and stand in the flow chart.', '评分为连续数值，无不确定结果；无明确病理者不满足 INC-4/EXC-4，见流程图。'), target: 'flow' }),
  'cut-off': cutOff,
  specification: when('lbc', 'model-lbc', 'Coefficients, standard errors and formula of Model-LBC are printed; image models are in their bundles.', '给出 Model-LBC 的系数、标准误与公式；图像模型见模型包。'),
  methods: (source: ReportSource) => ({ text: [...new Set(source.analysis.methods.map(({ method }) => methodName(method, source.language)))].join(source.say(', ', '、')), target: 'section-methods' }),
  variability: strata( 'By size of the lesion and liver background with interaction tests; by fold.', '按病灶大小与肝脏背景分层（含交互检验）；按折。'),
  heterogeneity: strata( 'By stratum and set; standard errors with lesions clustered in patients are printed beside the others.', '按分层与组别；同时给出以患者聚类的标准误。'),
  uncertainty: (source: ReportSource) => ({ text: source.say(`Intervals at ${source.analysis.options.level * 100}% in every table; two-sided tests; Holm within families; resampling by patient with seed "${source.analysis.options.seed}".`, `各表均给出 ${source.analysis.options.level * 100}% 区间；双侧检验；族内 Holm 校正；以患者为单位重抽样，种子“${source.analysis.options.seed}”。`), target: 'delong' }),
  robustness: when('robustness', 'folds', 'Cross-validation by patient.', '以患者为单位的交叉验证。'),
  'class-balance': classBalance,
  fairness: when('table1', 'table1', 'Sex, age and centre by set are in Table 1; a person judges performance between groups.', '性别、年龄、中心分布见表 1；群体间效能差异由研究者评价。'),
  flow: when('flow', 'flow', 'Every box is counted from a set of rows; sums are checked.', '各节点均由记录行计数，并核对总和。'),
  baseline: when('table1', 'table1', 'By set, patients and lesions apart, missing values in their own rows.', '按组列出，患者与病灶分开，缺失单列。'),
  comparison: when('table1', 'table1', 'Standardised differences against training; p for the external set only.', '与训练集的标准化差异；仅对外部验证集给出 p。'),
  spectrum: when('table1', 'table1', 'Diameter, vascular invasion, lymph nodes and ascites by set.', '各组最大径、血管侵犯、淋巴结与腹水情况。'),
  'benign-types': when('failures', 'failures', 'Types of lesions that were called wrongly; all types stand in lesions.tsv (histology).', '误判病灶的病理类型；全部类型见 lesions.tsv（histology）。'),
  interval,
  'cross-table': when('performance', 'cross-table', 'Counts of true and false calls at the cut-off, model by model and set by set.', '各模型、各组在截断值处的真假阳性与阴性数。'),
  performance: performanceIn(['training', 'internal_validation', 'external_validation']),
  internal: performanceIn(['internal_validation']),
  external: performanceIn(['external_validation']),
  failures: when('failures', 'failures', 'False positives and false negatives furthest from the cut-off.', '距截断值最远的假阳性与假阴性。'),
  development,
  updating: (source: ReportSource) => ({ text: source.say('The models were not updated after training; calibration in the external set shows whether that is needed.', '训练后未更新模型；是否需要更新见外部验证集校准。'), target: 'calibration' }),
} satisfies Readonly<Record<string, EvidenceMaker>>;
