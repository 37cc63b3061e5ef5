import { baselineCellText, type BaselineResult, type BaselineVariable, methodName } from '@echocohort/analyses';
import { unitWords } from '@echocohort/kernel';
import type { TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { shownNumber, shownP } from '../content/shown.ts';
import { sectionOf, type SectionMaker } from './section-maker.ts';

const smdText = (source: ReportSource, variable: BaselineVariable, group: string): string => {
  const found = variable.smd.find((entry) => entry.group === group);
  return found ? (found.value === null ? source.say('not estimable', '无法估计') : shownNumber(found.value, 3)) : '–';
};

function variableRows(source: ReportSource, variable: BaselineVariable, result: BaselineResult): TableRow[] {
  const measured = variable.measuredIn === null ? '' : `, ${unitWords(variable.measuredIn)[source.language]}`;
  const head: TableRow = { cells: [`${variable.label[source.language]}${measured} (${source.unit(variable.unit)})`, ...result.columns.map(() => ''), smdText(source, variable, 'internal_validation'), smdText(source, variable, 'external_validation'), variable.test === null ? '–' : shownP(source, variable.test)] };
  const lines = variable.lines.map((line): TableRow => ({
    kind: 'indented',
    cells: [line.label[source.language], ...result.columns.map(({ group }) => {
      const cell = line.cells.find((each) => each.group === group);
      return cell ? baselineCellText(line.kind, cell) : '–';
    }), '', '', ''],
  }));
  return [head, ...lines];
}

/** Baseline characteristics by set (paper, table 1): patients and lesions apart, missing values in rows of their own. */
export const table1Section: SectionMaker = (source) => sectionOf(source, source.analysis.results.table1, 'table1', source.say('Baseline characteristics', '基线特征'), (result) => {
  const tests = [...new Set(result.variables.flatMap(({ test }) => (test ? [`${methodName(test.method, source.language)} (${test.reference})`] : [])))];
  const sources = [...new Set([...result.variables.flatMap(({ test }) => test?.source ?? []), 'participants.tsv', 'lesions.tsv', 'splits.tsv'])];
  return [{
    kind: 'table', name: 'table1', title: source.say('Baseline characteristics by set', '各组基线特征'),
    columns: [
      { title: source.say('Characteristic', '特征'), width: 3.2 }, ...result.columns.map(({ label }) => ({ title: label[source.language], align: 'right' as const, width: 1.7 })),
      { title: source.say('SMD internal', 'SMD（内部）'), align: 'right', width: 0.9 }, { title: source.say('SMD external', 'SMD（外部）'), align: 'right', width: 0.9 }, { title: source.say('p external', 'p（外部）'), align: 'right', width: 0.9 },
    ],
    rows: [
      { cells: [source.say('Number of patients', '患者数'), ...result.columns.map(({ patients }) => String(patients)), '', '', ''] },
      { cells: [source.say('Number of lesions', '病灶数'), ...result.columns.map(({ lesions }) => String(lesions)), '', '', ''] },
      ...result.variables.flatMap((variable) => variableRows(source, variable, result)),
    ],
    facts: {
      method: [source.say('counts with per cent of the set, mean ± SD, median (quartiles of type 7); standardised mean difference (SMD) against training; p: training against external', '计数及占本组百分比，均数±标准差，中位数（7 型四分位数）；SMD 以训练集为对照；p：训练集与外部验证集比较'), ...tests.slice(0, 4)].join('; '),
      n: source.say(`${result.columns[0]?.patients ?? 0} patients, ${result.columns[0]?.lesions ?? 0} lesions`, `患者 ${result.columns[0]?.patients ?? 0}，病灶 ${result.columns[0]?.lesions ?? 0}`),
      unit: source.say('patient or lesion, as each characteristic says', '患者或病灶，见各特征'), source: sources.join(', '), level: null,
    },
    notes: [
      ...result.notes.map((note) => note[source.language]),
      source.say('No p is given between training and internal validation: they were split at random, so a test would judge the random numbers.', '训练集与内部验证集为随机划分，二者之间不给出 p 值，以免检验的只是随机数。'),
    ],
  }];
});
