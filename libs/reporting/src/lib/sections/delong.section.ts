import type { ComparisonResult } from '@echocohort/analyses';
import type { TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, shownAdjusted, shownEstimate, shownNumber, shownP } from '../content/shown.ts';
import { sealedNotice, sectionOf, type SectionMaker } from './section-maker.ts';

type Row = Pick<ComparisonResult['models'][number], 'difference' | 'test'>;

const cells = (source: ReportSource, { difference, test }: Row): string[] => [shownEstimate(source, difference), shownNumber(test.statistic, 3), test.degreesOfFreedom.map((df) => (Number.isInteger(df) ? String(df) : df.toFixed(1))).join(', ') || '–', shownP(source, test), shownAdjusted(test)];

function comparisonRows(source: ReportSource, result: ComparisonResult): TableRow[] {
  const between = source.say(' against ', ' 对 ');
  return [
    ...(result.models.length > 0 ? [{ kind: 'heading' as const, cells: [source.say('Models on the same lesions (paired)', '同一批病灶上的模型比较（配对）')] }] : []),
    ...result.models.map((row): TableRow => ({ cells: [source.group(row.group), `${source.model(row.one)}${between}${source.model(row.other)}`, String(row.test.n), ...cells(source, row)] })),
    ...(result.sets.length > 0 ? [{ kind: 'heading' as const, cells: [source.say('Sets of one model (unpaired)', '同一模型的不同组比较（非配对）')] }] : []),
    ...result.sets.map((row): TableRow => ({ cells: [source.model(row.model), `${source.group(row.one)}${between}${source.group(row.other)}`, String(row.test.n), ...cells(source, row)] })),
    ...(result.overall.length > 0 ? [{ kind: 'heading' as const, cells: [source.say('All models of a set at once', '同一组内全部模型整体比较')] }] : []),
    ...result.overall.map(({ group, models, test }): TableRow => ({ cells: [source.group(group), models.map((code) => source.model(code)).join(source.say(', ', '、')), String(test.n), '–', shownNumber(test.statistic, 3), test.degreesOfFreedom.join(', ') || '–', shownP(source, test), shownAdjusted(test)] })),
  ];
}

/** DeLong tests of models and of sets. */
export const delongSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.comparisons, 'delong', source.say('Comparison of areas under the curve', '曲线下面积的比较'), (result) => [
  ...sealedNotice(source),
  {
    kind: 'table', name: 'delong', title: source.say('DeLong tests', 'DeLong 检验'),
    columns: [{ title: source.say('Set or model', '组别或模型'), width: 1.8 }, { title: source.say('Comparison', '比较'), width: 3 }, { title: 'n', align: 'right', width: 0.7 }, { title: source.say('Difference of AUC', 'AUC 之差'), align: 'right', width: 2.1 }, { title: source.say('Statistic', '统计量'), align: 'right' }, { title: source.say('df', '自由度'), align: 'right' }, { title: 'p', align: 'right' }, { title: source.say('p (Holm)', 'p（Holm）'), align: 'right' }],
    rows: comparisonRows(source, result),
    facts: factsOf(source, [...result.models, ...result.sets].flatMap(({ difference, test }) => [test, difference]).concat(result.overall.map(({ test }) => test)), source.say('in each row', '见各行')),
    notes: [source.say('Two-sided. Whether a test is paired is decided by the lesions\' ids, not by a switch. Holm\'s adjustment is over the tests of the same family.', '双侧检验。是否配对由病灶编号决定。Holm 校正针对同一族检验。')],
  },
]);
