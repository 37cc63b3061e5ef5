import type { LbcResult } from '@echocohort/analyses';
import { nomogramChart, tickText } from '@echocohort/figures';
import type { Section, TableBlock } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, shownNumber, shownOdds } from '../content/shown.ts';
import { figureBlock, notesOf, refusedNotice, type SectionMaker, sectionOf } from './section-maker.ts';

function equationTable(source: ReportSource, { fit, equation }: LbcResult): TableBlock {
  const errors = equation?.covariance.map((row, at) => Math.sqrt(row[at] ?? NaN)) ?? [];
  const shownTerm = (name: string): string => fit.terms.find(({ term }) => term === name)?.label[source.language] ?? (/intercept/i.test(name) ? source.say('Intercept', '截距') : name);
  return {
    kind: 'table', name: 'model-lbc', title: source.say('Model-LBC: the fitted equation', 'Model-LBC 回归方程'),
    columns: [{ title: source.say('Term', '项'), width: 3 }, { title: source.say('Coefficient', '系数'), align: 'right', width: 1.4 }, { title: source.say('SE', '标准误'), align: 'right' }, { title: 'OR', align: 'right', width: 2 }, { title: 'p', align: 'right' }],
    rows: (equation?.terms ?? []).map(({ name, coefficient }, at) => {
      const term = fit.terms.find((each) => each.term === name);
      return { cells: [shownTerm(name), shownNumber(coefficient, 6), shownNumber(errors[at] ?? null, 4), term ? shownOdds(source, term.odds) : '–', term?.shown ?? '–'] };
    }),
    facts: factsOf(source, [fit, ...fit.terms.map(({ odds }) => odds)], source.say(`${fit.n} lesions of the training set (${fit.events} malignant, ${fit.dropped} left out for a missing factor)`, `训练集 ${fit.n} 个病灶（恶性 ${fit.events}，因缺失剔除 ${fit.dropped}）`)),
    notes: [
      source.say('Risk = 1 / (1 + exp(−sum of coefficient × value)).', '风险 = 1 / (1 + exp(−Σ 系数 × 取值))。'), `${source.say('Formula', '公式')}: ${fit.formula}`,
      ...(fit.nagelkerke === null ? [] : [`Nagelkerke R² ${fit.nagelkerke.toFixed(3)}`]), ...notesOf(source, fit.warnings),
    ],
  };
}

/** Model-LBC with its nomogram, drawn. */
export async function nomogramSection(source: ReportSource): Promise<Section> {
  const title = source.say('Model-LBC and its nomogram', 'Model-LBC 与列线图');
  const model = await sectionOf(source, source.analysis.results.lbc, 'nomogram', title, (result) => (result.fit.refusal === null ? [equationTable(source, result)] : [refusedNotice(source, result.fit.refusal)]));
  const drawn = await sectionOf(source, source.analysis.results.nomogram, 'nomogram', title, async (result) => {
    const facts = factsOf(source, [result], source.say(`${result.n} (${result.events} malignant)`, `${result.n}（恶性 ${result.events}）`));
    return [
      await figureBlock(source, 'nomogram', source.say('Nomogram of Model-LBC', 'Model-LBC 列线图'), nomogramChart(result, source.language), facts,
        [source.say('For each factor read the points straight above on the first axis; add them; straight below the total stands the risk.', '在各因素轴上取值，向上对应第一条轴读出得分；各得分相加后，由总分轴向下读出风险。')]),
      { kind: 'table', name: 'nomogram-points', title: source.say('Points of the nomogram', '列线图得分'), columns: [{ title: source.say('Factor', '因素'), width: 3 }, { title: source.say('Value', '取值'), align: 'right' }, { title: source.say('Points', '得分'), align: 'right' }],
        rows: result.axes.flatMap(({ label, ticks }) => ticks.map((tick, at) => ({ cells: [at === 0 ? label[source.language] : '', tickText(tick, source.language), tick.points.toFixed(1)] }))), facts, notes: notesOf(source, result.warnings) },
    ];
  });
  return { name: 'nomogram', title, blocks: [...model.blocks, ...drawn.blocks] };
}

export const nomogram: SectionMaker = nomogramSection;
