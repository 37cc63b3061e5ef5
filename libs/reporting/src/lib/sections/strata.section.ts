import type { StratifiedResult } from '@echocohort/analyses';
import { strataChart } from '@echocohort/figures';
import type { Block, TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, setsText, shownAdjusted, shownEstimate, shownNumber, shownP } from '../content/shown.ts';
import { figureBlock, sealedNotice, sectionOf, type SectionMaker } from './section-maker.ts';
import { performanceColumns, rowsByModel } from './table2.section.ts';

type Variable = StratifiedResult['variables'][number];

function comparisonRows(source: ReportSource, variable: Variable): TableRow[] {
  const stratum = (code: string): string => variable.strata.find((each) => each.code === code)?.label[source.language] ?? code;
  return [
    ...variable.comparisons.map(({ model, group, one, other, difference, test }): TableRow => ({ cells: [source.model(model), source.group(group), `${stratum(one)}${source.say(' against ', ' 对 ')}${stratum(other)}`, shownEstimate(source, difference), shownNumber(test.statistic, 3), shownP(source, test), shownAdjusted(test)] })),
    ...variable.interactions.map(({ model, group, test }): TableRow => ({ cells: [source.model(model), source.group(group), source.say('interaction of score and stratum', '评分与分层的交互'), '–', shownNumber(test.statistic, 3), shownP(source, test), shownAdjusted(test)] })),
  ];
}

async function variableBlocks(source: ReportSource, variable: Variable): Promise<Block[]> {
  const name = variable.label[source.language];
  const slug = variable.code.replaceAll('_', '-');
  const cutOffs = source.analysis.results.performance.status === 'done' ? source.analysis.results.performance.value.cutOffs : [];
  const facts = factsOf(source, variable.cells.flatMap(({ auc, accuracy }) => [auc, accuracy]), setsText(source, source.analysis.sets.filter(({ group }) => variable.cells.some((cell) => cell.group === group)).map(({ group }) => {
    const first = source.models.map(({ code }) => variable.cells.filter((cell) => cell.group === group && cell.model === code)).find((cells) => cells.length > 0) ?? [];
    return { group, n: first.reduce((sum, { n }) => sum + n, 0), events: first.reduce((sum, { events }) => sum + events, 0) };
  })));
  const rows = comparisonRows(source, variable);
  return [
    await figureBlock(source, `strata-${slug}`, `${source.say('AUC by', '分层 AUC：')} ${name}`, strataChart(variable, source.models, source.language), facts),
    { kind: 'table', name: `strata-${slug}-table`, title: `${source.say('Performance by', '分层效能：')} ${name}`, columns: performanceColumns(source), rows: rowsByModel(source, variable.cells, cutOffs), facts, notes: variable.missing > 0 ? [source.say(`${variable.missing} lesions have no value and stand in no stratum.`, `${variable.missing} 个病灶缺失该变量，不属于任何分层。`)] : [] },
    ...(rows.length > 0 ? [{
      kind: 'table' as const, name: `strata-${slug}-tests`, title: `${source.say('Strata compared:', '分层比较：')} ${name}`,
      columns: [{ title: source.say('Model', '模型'), width: 1.4 }, { title: source.say('Set', '组别'), width: 1.6 }, { title: source.say('Comparison', '比较'), width: 2.6 }, { title: source.say('Difference of AUC', 'AUC 之差'), align: 'right' as const, width: 2 }, { title: source.say('Statistic', '统计量'), align: 'right' as const }, { title: 'p', align: 'right' as const }, { title: source.say('p (Holm)', 'p（Holm）'), align: 'right' as const }],
      rows, facts: factsOf(source, [...variable.comparisons.flatMap(({ test, difference }) => [test, difference]), ...variable.interactions.map(({ test }) => test)], facts.n), notes: [source.say('Whether performance differs between strata is what the interaction test asks; comparisons in pairs come second.', '分层间效能是否不同，以交互检验为主，两两比较为辅。')],
    }] : []),
  ];
}

/** Performance by lesion size and by liver background. */
export const strataSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.stratified, 'strata', source.say('Stratified analysis', '分层分析'), async (result) =>
  [...sealedNotice(source), ...(await Promise.all(result.variables.map((variable) => variableBlocks(source, variable)))).flat()]);
