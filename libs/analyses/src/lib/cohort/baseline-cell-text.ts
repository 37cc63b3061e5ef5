import type { BaselineCell, BaselineVariable } from '../results/cohort.schema.ts';

type Kind = BaselineVariable['lines'][number]['kind'];

const NONE = '–';

/** A number to so many decimals with the minus sign of print; nothing where there is none. */
function decimal(value: number | null, places = 1): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  const text = value.toFixed(places);
  return Number(text) === 0 ? text.replace('-', '') : text.replace(/^-/, '\u2212');
}

/** A cell of Table 1 as journals print it, the same on the page, in the report and before the lock: "54.2 ± 11.8", "2.4 (1.1–3.9)", "12 (3.4%)". */
export function baselineCellText(kind: Kind, of: Omit<BaselineCell, 'group' | 'ids'>): string {
  if (of.n === 0 && kind !== 'missing') return NONE;
  switch (kind) {
    case 'mean-sd': return `${decimal(of.mean)} ± ${decimal(of.deviation)}`;
    case 'median-iqr': return `${decimal(of.median)} (${decimal(of.lowerQuartile)}–${decimal(of.upperQuartile)})`;
    case 'median-range': return `${decimal(of.median)} (${decimal(of.minimum)}–${decimal(of.maximum)})`;
    case 'level':
    case 'missing': return of.count === null ? NONE : of.share === null ? String(of.count) : `${of.count} (${decimal(of.share * 100)}%)`;
  }
}
