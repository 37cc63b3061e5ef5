import type { BundleFacts, ReportSource } from '../content/report-source.ts';
import { shownEstimate, shownNumber } from '../content/shown.ts';
import type { TableBlock } from '../content/report-content.ts';
import { notice, plain, type SectionMaker } from './section-maker.ts';

const engineText = ({ run }: BundleFacts): string => `${run.engine.name} (${Object.entries(run.engine.versions).map(([name, version]) => `${name} ${version}`).join(', ')}), ${run.engine.threads}`;

const useText = (source: ReportSource): string => source.say(
  'Research only. Not a medical device; not for the diagnosis of any patient. The score is the probability of malignancy of a focal liver lesion at the prevalence of this study.',
  '仅供研究。非医疗器械，不得用于患者诊断。评分为肝脏局灶性病变的恶性概率，对应本研究的患病比例。',
);

/** What the models are, by name and value; a column for each bundle. */
function runTable(source: ReportSource): TableBlock {
  const { bundles } = source.input;
  const row = (name: string, value: (bundle: BundleFacts) => string): { cells: string[] } => ({ cells: [name, ...bundles.map(value)] });
  return {
    kind: 'table', name: 'model-card', title: source.say('The image models', '图像模型'),
    columns: [{ title: '', width: 2 }, ...bundles.map(({ code }) => ({ title: source.model(code), width: 3 }))],
    rows: [
      row(source.say('Run', '运行'), ({ run }) => run.runId), row(source.say('Digest of the bundle', '模型包摘要'), ({ digest }) => digest ?? '–'), row(source.say('Snapshot that it was trained from', '训练所用快照'), ({ run }) => run.snapshotRoot),
      row(source.say('Split (SHA-256)', '划分（SHA-256）'), ({ run }) => run.splitDigest), row(source.say('Engine, threads', '引擎、线程'), engineText), row(source.say('Code version', '代码版本'), ({ run }) => run.codeVersion), row(source.say('Seed', '种子'), ({ run }) => String(run.config.seed)),
      row(source.say('Input', '输入'), ({ run }) => `${run.config.imageSize} × ${run.config.imageSize}; ${run.lesionSlots.join(', ')}; ${run.region}`), row(source.say('Parameters', '参数量'), ({ run }) => String(run.parameters)),
      row(source.say('Pictures, lesions', '图像、病灶'), ({ run }) => `${run.images}, ${run.lesions}`), row(source.say('Epochs, kept', '轮数、保留'), ({ run }) => `${run.epochsRun}, ${run.bestEpoch}`), row(source.say('Initial weights', '初始权重'), ({ run }) => `${run.initialWeights.source}, ${run.initialWeights.sha256}`),
      row(source.say('Wall time, images a second', '用时、每秒图像'), ({ run }) => `${run.wallSeconds.toFixed(0)} s, ${run.imagesPerSecond.toFixed(1)}`),
    ],
    facts: { method: source.say('read from run.json of each bundle', '读自各模型包 run.json'), n: source.say(`${bundles.length} models`, `${bundles.length} 个模型`), unit: source.say('model', '模型'), source: 'run.json', level: null }, notes: [],
  };
}

/** Model card of the report: what the models are and what they must not be used for. */
export const modelCardSection: SectionMaker = async (source) => ({
  name: 'model-card', title: source.say('Model card', '模型卡'),
  blocks: [plain(useText(source)), ...(source.input.bundles.length === 0 ? [notice(source.say('No model bundle was given, so no image model is described.', '未提供模型包，无图像模型可述。'))] : [runTable(source)])],
});

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `MODEL_CARD.md`: the card as a text file, with the figures of every model in every set. */
export function modelCardText(source: ReportSource): string {
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
  const run = runTable(source);
  const performance = source.analysis.results.performance;
  const figures = performance.status === 'done' ? performance.value.cells.filter(({ stratum }) => stratum === null).map((each) => [source.model(each.model), source.group(each.group), `${each.n} (${each.events})`, shownEstimate(source, each.auc), shownEstimate(source, each.sensitivity), shownEstimate(source, each.specificity), shownNumber(each.cutOff, 4)]) : [];
  const lbc = source.analysis.results.lbc;
  const equation = lbc.status === 'done' && lbc.value.equation ? lbc.value.equation.terms.map(({ name, coefficient }) => [name, shownNumber(coefficient, 8)]) : [];
  const sealed = source.sealed.map(({ group, lesions, known }) => source.say(`${source.group(group)}: outcomes of ${lesions - known} of ${lesions} lesions are sealed.`, `${source.group(group)}：${lesions} 个病灶中 ${lesions - known} 个结局密封。`));
  return [
    `# ${source.say('Model card', '模型卡')}`, '', useText(source), '', `${source.say('Snapshot', '快照')}: \`${source.input.snapshot.root}\``, '',
    ...(source.input.bundles.length > 0 ? [`## ${run.title}`, '', table(run.columns.map(({ title }) => title), run.rows.map(({ cells }) => cells.map((each) => (typeof each === 'string' ? each : each.text)))), ''] : []),
    ...(equation.length > 0 ? [`## Model-LBC`, '', `${source.say('Risk = 1 / (1 + exp(−sum of coefficient × value))', '风险 = 1 / (1 + exp(−Σ 系数 × 取值))')}`, '', table([source.say('Term', '项'), source.say('Coefficient', '系数')], equation), ''] : []),
    ...(figures.length > 0 ? [`## ${source.say('Performance', '效能')}`, '', source.say('Unit: lesion. AUC with DeLong interval; proportions with Wilson intervals; cut-off from the training set (Youden).', '单位：病灶。AUC 为 DeLong 区间；比例为 Wilson 区间；截断值取自训练集（Youden）。'), '', table([source.say('Model', '模型'), source.say('Set', '组别'), 'n', 'AUC', source.say('Sensitivity', '灵敏度'), source.say('Specificity', '特异度'), source.say('Cut-off', '截断值')], figures), ''] : []),
    ...sealed,
  ].join('\n').trimEnd().concat('\n');
}
