import { methodName } from '@echocohort/analyses';
import { intervalChart } from '@echocohort/figures';
import type { Facts } from '../content/report-content.ts';
import { shownNumber } from '../content/shown.ts';
import { figureBlock, notesOf, notice, type SectionMaker, sectionOf } from './section-maker.ts';

/** Days from scan to specimen (STARD 22). */
export const intervalSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.interval, 'interval', source.say('Interval from scan to pathology', '超声检查至病理的间隔'), async (result) => {
  const all = result.groups.find(({ group }) => group === 'all');
  const facts: Facts = { method: methodName(result.method, source.language), n: String(all?.n ?? 0), unit: source.unit(result.unit), source: result.source.join(', '), level: null };
  const sealed = result.groups.some(({ group, sealed: count }) => group !== 'all' && count > 0);
  return [
    ...(sealed ? [notice(source.say('Dates of specimens of the external centres are sealed with their outcomes.', '外部中心的取材日期随结局一同密封。'))] : []),
    { kind: 'table', name: 'interval', title: source.say('Days from scan to specimen', '超声检查至取材的天数'),
      columns: [{ title: source.say('Set', '组别'), width: 2 }, { title: 'n', align: 'right' }, { title: source.say('Missing', '缺失'), align: 'right' }, { title: source.say('Sealed', '密封'), align: 'right' }, { title: source.say('Median (quartiles)', '中位数（四分位数）'), align: 'right', width: 2 }, { title: source.say('Range', '范围'), align: 'right', width: 1.4 }, { title: source.say(`Outside 0–${result.mostDays}`, `超出 0–${result.mostDays}`), align: 'right', width: 1.4 }],
      rows: result.groups.map((group) => ({ cells: [source.group(group.group), String(group.n), String(group.missing), String(group.sealed), group.n === 0 ? '–' : `${shownNumber(group.median, 1)} (${shownNumber(group.lowerQuartile, 1)}–${shownNumber(group.upperQuartile, 1)})`, group.n === 0 ? '–' : `${shownNumber(group.minimum, 0)}–${shownNumber(group.maximum, 0)}`, String(group.outside)] })),
      facts, notes: notesOf(source, result.warnings) },
    ...((all?.histogram.length ?? 0) > 0 ? [await figureBlock(source, 'interval-figure', source.say('Days from scan to specimen', '超声检查至取材的天数'), intervalChart(result, source.language), facts)] : []),
  ];
});
