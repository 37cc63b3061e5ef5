import { refusalText, type PerformanceCell, type PerformanceResult } from '@echocohort/analyses';
import type { TableBlock, TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, setsText, shownEstimate, shownNumber, shownPercent } from '../content/shown.ts';
import { sealedNotice, sectionOf, type SectionMaker } from './section-maker.ts';

const performanceColumns = (source: ReportSource): TableBlock['columns'] => [
  { title: source.say('Set, stratum', '组别、分层'), width: 1.9 }, { title: source.say('n (mal.)', 'n（恶性）'), align: 'right', width: 1.15 }, { title: 'AUC', align: 'right', width: 1.85 },
  { title: source.say('Accuracy, %', '准确率, %'), align: 'right', width: 1.4 }, { title: source.say('Sensitivity, %', '灵敏度, %'), align: 'right', width: 1.4 }, { title: source.say('Specificity, %', '特异度, %'), align: 'right', width: 1.4 },
  { title: 'PPV, %', align: 'right', width: 1.4 }, { title: 'NPV, %', align: 'right', width: 1.4 },
];

/** One line of table 2; a number that cannot be estimated says so, the others stay. */
export function performanceRow(source: ReportSource, cell: PerformanceCell, underSet = false): TableRow {
  const name = cell.stratum === null ? source.group(cell.group) : underSet ? cell.stratum.label[source.language] : `${source.group(cell.group)}, ${cell.stratum.label[source.language]}`;
  if (cell.refusal !== null && cell.auc.value === null && cell.accuracy.value === null) {
    return { kind: cell.stratum === null ? undefined : 'indented', cells: [name, `${cell.n} (${cell.events})`, refusalText(cell.refusal, source.language), '–', '–', '–', '–', '–'] };
  }
  return { kind: cell.stratum === null ? undefined : 'indented', cells: [name, `${cell.n} (${cell.events})`, shownEstimate(source, cell.auc), ...[cell.accuracy, cell.sensitivity, cell.specificity, cell.ppv, cell.npv].map((rate) => shownPercent(source, rate))] };
}

/** Rows by model, each under its name. */
export function rowsByModel(source: ReportSource, cells: readonly PerformanceCell[], cutOffs: PerformanceResult['cutOffs'], underSet = false): TableRow[] {
  return source.models.flatMap(({ code }): TableRow[] => {
    const own = cells.filter(({ model }) => model === code);
    const cut = cutOffs.find(({ model }) => model === code);
    const at = cut?.value === null || cut?.value === undefined ? source.say('no cut-off', '无截断值') : `${source.say('cut-off', '截断值')} ${cut.value.toFixed(4)}`;
    return own.length === 0 ? [] : [{ kind: 'heading', cells: [`${source.model(code)} (${at})`] }, ...own.map((cell) => performanceRow(source, cell, underSet))];
  });
}

const estimatesOf = (cells: readonly PerformanceCell[]) => cells.flatMap(({ auc, accuracy }) => [auc, accuracy]);

function crossTable(source: ReportSource, cells: readonly PerformanceCell[]): TableBlock {
  return {
    kind: 'table', name: 'cross-table', title: source.say('Cross tabulation of the models\' calls against pathology', '模型判定与病理结果交叉表'),
    columns: [{ title: source.say('Model', '模型'), width: 2 }, { title: source.say('Set', '组别'), width: 2 }, { title: source.say('Cut-off', '截断值'), align: 'right' }, ...[source.say('True positive', '真阳性'), source.say('False positive', '假阳性'), source.say('False negative', '假阴性'), source.say('True negative', '真阴性')].map((title) => ({ title, align: 'right' as const })), { title: 'n', align: 'right' }],
    rows: cells.flatMap((cell): TableRow[] => (cell.counts === null ? [] : [{ cells: [source.model(cell.model), source.group(cell.group), shownNumber(cell.cutOff, 4), ...[cell.counts.truePositives, cell.counts.falsePositives, cell.counts.falseNegatives, cell.counts.trueNegatives, cell.n].map(String)] }])),
    facts: { ...factsOf(source, cells.map(({ accuracy }) => accuracy), setsText(source, cells), source.say('counts at the cut-off that was fixed in training (Youden)', '按训练集确定的 Youden 截断值计数')), level: null },
    notes: [source.say('A lesion is called malignant when its score reaches the cut-off.', '评分达到截断值即判为恶性。')],
  };
}

function clusteredTable(source: ReportSource, cells: readonly PerformanceCell[]): TableBlock[] {
  const rows = cells.flatMap((cell): TableRow[] => [{ cells: [source.model(cell.model), source.group(cell.group), `${cell.patients} / ${cell.n}`, shownEstimate(source, cell.aucClustered), ...(cell.clustered ? [cell.clustered.accuracy, cell.clustered.sensitivity, cell.clustered.specificity].map((rate) => shownPercent(source, rate)) : ['–', '–', '–'])] }]);
  const first = cells.find(({ clustered }) => clustered !== null)?.clustered;
  if (rows.length === 0) return [];
  return [{
    kind: 'table', name: 'table2-clustered', title: source.say('The same with lesions clustered in patients', '考虑同一患者多病灶聚类的结果'),
    columns: [{ title: source.say('Model', '模型'), width: 1.6 }, { title: source.say('Set', '组别'), width: 1.6 }, { title: source.say('Patients / lesions', '患者 / 病灶'), align: 'right', width: 1.2 }, { title: 'AUC', align: 'right', width: 1.8 }, { title: source.say('Accuracy, %', '准确率, %'), align: 'right', width: 1.6 }, { title: source.say('Sensitivity, %', '灵敏度, %'), align: 'right', width: 1.6 }, { title: source.say('Specificity, %', '特异度, %'), align: 'right', width: 1.6 }],
    rows,
    facts: factsOf(source, cells.flatMap(({ aucClustered, clustered }) => [aucClustered, ...(clustered ? [clustered.accuracy] : [])]), setsText(source, cells)),
    notes: first ? [source.say(`Percentile intervals from ${first.resamples} resamples of patients, seed "${first.seed}".`, `以患者为单位重抽样 ${first.resamples} 次的百分位数区间，种子“${first.seed}”。`)] : [],
  }];
}

function cutOffNotes(source: ReportSource, { cutOffs }: PerformanceResult): string[] {
  return [
    source.say('mal.: malignant. The cut-off maximises Youden\'s index in the training set and is applied unchanged to the other sets. PPV and NPV hold at the prevalence of each set.', '截断值由训练集 Youden 指数最大确定，原样用于其他组。PPV、NPV 对应各组的患病比例。'),
    ...cutOffs.filter(({ ties }) => ties.length > 1).map(({ model, ties }) => source.say(`${source.model(model)}: ${ties.length} cut-offs reach the same index; the lowest is taken.`, `${source.model(model)}：有 ${ties.length} 个截断值指数相同，取最低者。`)),
  ];
}

function reweightedTable(source: ReportSource, cells: readonly PerformanceCell[]): TableBlock[] {
  const rows = cells.flatMap(({ model, group, reweighted }): TableRow[] => (reweighted ? [{ cells: [source.model(model), source.group(group), `${(reweighted.prevalence * 100).toFixed(1)}%`, shownPercent(source, reweighted.ppv), shownPercent(source, reweighted.npv)] }] : []));
  if (rows.length === 0) return [];
  return [{
    kind: 'table', name: 'table2-prevalence', title: source.say('Predictive values at a stated prevalence', '给定患病率下的预测值'),
    columns: [{ title: source.say('Model', '模型'), width: 2 }, { title: source.say('Set', '组别'), width: 2 }, { title: source.say('Prevalence', '患病率'), align: 'right' }, { title: 'PPV, %', align: 'right', width: 1.6 }, { title: 'NPV, %', align: 'right', width: 1.6 }],
    rows, facts: factsOf(source, cells.flatMap(({ reweighted }) => (reweighted ? [reweighted.ppv] : [])), setsText(source, cells)), notes: [],
  }];
}

/** Table 2 of the paper: every model in every set and size stratum, at the cut-off fixed in training. */
export const table2Section: SectionMaker = (source) => sectionOf(source, source.analysis.results.performance, 'table2', source.say('Performance of the models', '模型诊断效能'), (result) => {
  const whole = result.cells.filter(({ stratum }) => stratum === null);
  const stratified = source.analysis.results.stratified;
  const size = source.sizeVariable;
  const bySize = stratified.status === 'done' ? (stratified.value.variables.find(({ code }) => code === size)?.cells ?? []) : [];
  const ordered = source.models.flatMap(({ code }) => whole.filter(({ model }) => model === code).flatMap((cell) => [cell, ...bySize.filter((each) => each.model === code && each.group === cell.group)]));
  return [
    ...sealedNotice(source),
    { kind: 'table', name: 'table2', title: source.say('Diagnostic performance by model, set and size of the lesion', '各模型在各组及不同病灶大小中的诊断效能'), columns: performanceColumns(source), rows: rowsByModel(source, ordered, result.cutOffs, true), facts: factsOf(source, estimatesOf(ordered), setsText(source, whole)), notes: cutOffNotes(source, result) },
    crossTable(source, whole), ...clusteredTable(source, whole), ...reweightedTable(source, whole),
  ];
});

export { performanceColumns };
