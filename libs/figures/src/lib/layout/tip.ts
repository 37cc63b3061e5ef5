import { escapeXml } from '../flow/svg.ts';
import type { FigureLanguage } from './chart.ts';
import { factLines, type NumberFacts } from './fact-lines.ts';

/** A tooltip of a chart: what is pointed at, then method, n, unit and interval of the number. */
export const tipOf = (lines: readonly string[], facts: NumberFacts | undefined, language: FigureLanguage): string => [...lines, ...(facts ? factLines(facts, language) : [])].map(escapeXml).join('<br>');

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The key of the ids behind what was pointed at: that of the datum, else that of its series. */
export function idsPointedAt(series: readonly object[], { seriesIndex, data }: { readonly seriesIndex?: number; readonly data?: unknown }): string | null {
  const of: unknown = series[seriesIndex ?? -1];
  const found = [data, of].flatMap((each) => (isFields(each) && typeof each['ids'] === 'string' ? [each['ids']] : []));
  return found[0] ?? null;
}

/**
 * Lines of an interactive chart with points that can be pointed at: a line without symbols answers no pointer. They are seen only under
 * the pointer, and print leaves them out.
 */
export function pointable(series: readonly object[]): object[] {
  return [...series, ...series.flatMap((each): object[] => {
    const { type, showSymbol, silent, data, name, ids, itemStyle, tooltip } = { type: '', showSymbol: true, silent: false, data: [], name: '', ids: undefined, itemStyle: {}, tooltip: {}, ...each };
    const hidden = type === 'line' && !showSymbol && !silent;
    return hidden ? [{ type: 'scatter', name, data, symbolSize: 10, z: 4, animation: false, tooltip, ...(ids === undefined ? {} : { ids }), itemStyle: { ...itemStyle, opacity: 0 }, emphasis: { itemStyle: { opacity: 0.8 } } }] : [];
  })];
}
