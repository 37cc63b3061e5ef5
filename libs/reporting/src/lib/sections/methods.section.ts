import { analysisName, guardName, methodName, type AnalysisResults } from '@echocohort/analyses';
import { levelText } from '@echocohort/figures';
import type { ReportSource } from '../content/report-source.ts';
import type { TableBlock } from '../content/report-content.ts';
import { plain, type SectionMaker } from './section-maker.ts';

/** Sentence of an analysis that was made; an analysis that was refused has none. */
function sentences(source: ReportSource): string[] {
  const { results, options } = source.analysis;
  const said = <N extends keyof AnalysisResults>(name: N, en: string, zh: string): string[] => (results[name].status === 'done' ? [source.say(en, zh)] : []);
  const bands = options.resamples > 0;
  const penalised = results.lbc.status === 'done' && results.lbc.value.fit.method === 'logistic-firth';
  return [
    ...said('table1', 'Characteristics are described by set, patients and lesions apart, with missing values in rows of their own; sets are compared with training by the standardised mean difference, and by a test for the external set only.', '各组特征分别按患者与病灶描述，缺失值单列；与训练集比较采用标准化均数差，仅对外部验证集给出检验。'),
    ...said('interval', 'The interval from scan to specimen was computed for each lesion with both dates.', '对两个日期齐全的病灶计算超声检查至取材的间隔。'),
    ...said('odds', `Odds ratios come from logistic regression in the training set: each factor alone, then those with a likelihood-ratio p below ${options.alpha} together; the model of all candidates stands beside it. Where the outcome was separated, Firth's penalised likelihood was used.`, `在训练集以 logistic 回归计算比值比：先逐一单因素，再将似然比 p < ${options.alpha} 的因素同时纳入；并列给出全部候选因素的模型。出现分离时采用 Firth 惩罚似然。`),
    ...said('lbc', `Model-LBC joins the lesion score and the ${options.path === 'paper' ? 'selected' : 'candidate'} factors by logistic regression, fitted in the training set only${penalised ? " by Firth's penalised likelihood, since the outcome is separated there" : ''}.`, `Model-LBC 以 logistic 回归合并病灶评分与${options.path === 'paper' ? '入选' : '候选'}因素，仅在训练集拟合${penalised ? '；因数据分离采用 Firth 惩罚似然' : ''}。`),
    ...said('performance', 'The cut-off of each model maximises Youden\'s index in the training set and was applied unchanged to the other sets; proportions have Wilson intervals.', '各模型截断值由训练集 Youden 指数最大确定，原样用于其他组；比例采用 Wilson 区间。'),
    ...said('roc', 'Areas under the ROC curve have DeLong intervals, cut to 0 and 1.', 'ROC 曲线下面积采用 DeLong 区间，截于 0 与 1。'),
    ...said('comparisons', 'Areas were compared by two-sided DeLong tests, paired where the lesions are the same and unpaired where not, with Holm\'s adjustment.', '曲线下面积以双侧 DeLong 检验比较，同一批病灶用配对检验，否则用非配对检验，并作 Holm 校正。'),
    ...(results.robustness.status === 'done' ? [source.say(`Cross-validation had ${results.robustness.value.folds.length} folds, patients whole${results.robustness.value.basis === 'refitted-logistic' ? '; the logistic model was refitted in each' : '; a network was trained for each'}.`, `交叉验证分 ${results.robustness.value.folds.length} 折，患者不拆分；${results.robustness.value.basis === 'refitted-logistic' ? '各折重新拟合 logistic 模型' : '各折分别训练网络'}。`)] : []),
    ...said('calibration', 'Calibration is given by intercept in the large, slope, ratio of observed to expected, Brier score, a loess curve (span 0.75) with ICI, E50, E90 and Emax, Spiegelhalter\'s z and last the Hosmer–Lemeshow test.', '校准以整体截距、斜率、观察/预期比、Brier 分数、loess 曲线（span 0.75）及 ICI、E50、E90、Emax、Spiegelhalter z 描述，最后给出 Hosmer–Lemeshow 检验。'),
    ...said('decisionCurve', `Decision curves show net benefit at ${options.thresholds.length} thresholds against treating all and treating none.`, `决策曲线给出 ${options.thresholds.length} 个阈值处相对于全部干预与均不干预的净获益。`),
    ...said('stratified', 'Performance was stratified by size of the lesion and by liver background; whether it differs was judged by an interaction test.', '按病灶大小与肝脏背景分层评价，分层差异以交互检验判断。'),
    ...(bands ? [source.say(`Clustered intervals and bands come from ${options.resamples} bootstrap resamples of patients (seed "${options.seed}").`, `聚类区间与曲线带来自以患者为单位的 ${options.resamples} 次自助重抽样（种子“${options.seed}”）。`)] : []),
    source.say(`Intervals are at ${levelText(options.level)}; p is two-sided and printed as "< 0.001" below that. Missing values were not imputed: each analysis uses complete rows and states what it left out.`, `区间水平 ${levelText(options.level)}；p 为双侧，小于 0.001 时写作“< 0.001”。缺失值不作填补，各分析使用完整记录并注明剔除数。`),
  ];
}

function dataParagraph(source: ReportSource): string {
  const { snapshot, definition } = source.input;
  const all = source.totals;
  const parts = source.analysis.sets.filter(({ group }) => group !== 'all').map(({ group, lesions, patients }) => source.say(`${source.group(group).toLowerCase()} ${lesions} lesions of ${patients} patients`, `${source.group(group)}：${patients} 名患者的 ${lesions} 个病灶`)).join(source.say(', ', '，'));
  const external = definition.centres.filter(({ role }) => role === 'external').length;
  const opened = snapshot.opening === null ? '' : source.say(` Outcomes of the external centres were sealed until a model (digest ${snapshot.opening.modelDigest.slice(0, 16)}…) was registered, and opened on ${snapshot.opening.openedAt.slice(0, 10)}.`, `外部中心结局在登记模型（摘要 ${snapshot.opening.modelDigest.slice(0, 16)}…）前密封，于 ${snapshot.opening.openedAt.slice(0, 10)} 开启。`);
  return source.say(
    `Data were read from the locked snapshot ${snapshot.root} (${snapshot.lockedAt.toISOString().slice(0, 10)}): ${all.lesions} lesions of ${all.patients} patients; the study has ${definition.centres.length} centres, ${external} of them external; ${parts}. Development lesions were divided ${snapshot.split.ratio} at random with patients whole (seed "${snapshot.split.seed}").`,
    `数据取自锁定快照 ${snapshot.root}（${snapshot.lockedAt.toISOString().slice(0, 10)}）：${all.patients} 名患者的 ${all.lesions} 个病灶；研究设 ${definition.centres.length} 个中心（外部 ${external} 个）；${parts}。开发中心病灶按 ${snapshot.split.ratio} 随机划分，患者不拆分（种子“${snapshot.split.seed}”）。`,
  ) + opened;
}

function modelParagraph(source: ReportSource): string[] {
  return source.input.bundles.map(({ code, run, digest }) => source.say(
    `${source.model(code)} is a ResNet-18 of width ${run.config.width} at ${run.config.imageSize} × ${run.config.imageSize} pixels, trained on ${run.images} pictures of ${run.lesions} lesions with ${run.engine.name} on ${run.engine.threads} thread(s), seed ${run.config.seed}, ${run.epochsRun} epochs, the weights of epoch ${run.bestEpoch} kept${digest === null ? '' : ` (bundle ${digest.slice(0, 16)}…)`}.`,
    `${source.model(code)} 为宽度 ${run.config.width}、输入 ${run.config.imageSize} × ${run.config.imageSize} 像素的 ResNet-18，以 ${run.engine.name}（${run.engine.threads} 线程）在 ${run.lesions} 个病灶的 ${run.images} 幅图像上训练，种子 ${run.config.seed}，共 ${run.epochsRun} 轮，保留第 ${run.bestEpoch} 轮权重${digest === null ? '' : `（模型包 ${digest.slice(0, 16)}…）`}。`,
  ));
}

function methodTable(source: ReportSource): TableBlock {
  return {
    kind: 'table', name: 'methods-used', title: source.say('Methods that were run for this report', '本报告实际运行的方法'),
    columns: [{ title: source.say('Method', '方法'), width: 2 }, { title: source.say('Agrees with', '对照'), width: 3 }, { title: source.say('Analyses', '分析'), width: 2 }],
    rows: source.analysis.methods.map(({ method, reference, analyses }) => ({ cells: [methodName(method, source.language), reference, analyses.map((name) => analysisName(name, source.language)).join(source.say(', ', '、'))] })),
    facts: { method: source.say('recorded while the analyses ran', '由分析运行过程记录'), n: source.say(`${source.analysis.methods.length} methods`, `${source.analysis.methods.length} 种方法`), unit: source.say('method', '方法'), source: 'analyses', level: null },
    notes: [source.say(`Guards that were run on the results: ${source.analysis.guards.map(({ guard, checked }) => `${guardName(guard, 'en')} (${checked})`).join(', ') || 'none'}.`, `对结果执行的核查：${source.analysis.guards.map(({ guard, checked }) => `${guardName(guard, 'zh')}（${checked}）`).join('；') || '无'}。`)],
  };
}

/** The methods paragraph, made from what was really run: an analysis that was not made has no sentence. */
export const methodsSection: SectionMaker = async (source) => ({
  name: 'methods', title: source.say('Methods', '方法'),
  blocks: [plain(dataParagraph(source), ...modelParagraph(source), sentences(source).join(source.say(' ', ''))), methodTable(source)],
});
