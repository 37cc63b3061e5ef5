import { describeValues } from '@echocohort/statistics';
import type { StudyDefinition } from '@echocohort/study';

type FormDefinition = StudyDefinition['forms'][number];
type ItemDefinition = FormDefinition['items'][number];

/** A row of participants.tsv or lesions.tsv: cells by column name, null where there is none. */
export type RecordRow = Readonly<Record<string, string | null>>;

/** The people and lesions of one column of the table. */
export interface BaselineGroup {
  readonly label: string;
  readonly patients: readonly RecordRow[];
  readonly lesions: readonly RecordRow[];
}

/** One line: an item, or one level of it. `cells` has one text for each group. */
export interface BaselineLine {
  readonly item: string;
  readonly label: string;
  readonly level: string;
  readonly unit: 'patients' | 'lesions';
  readonly cells: readonly string[];
}

const percent = (count: number, of: number): string => (of === 0 ? '-' : `${((100 * count) / of).toFixed(1)}`);
const share = (count: number, of: number): string => `${count} (${percent(count, of)})`;
const figure = (value: number | null | undefined): string => (value === null || value === undefined ? 'not estimable' : value.toFixed(1));

const missingLine = (item: ItemDefinition, unit: BaselineLine['unit'], groups: readonly (readonly RecordRow[])[]): BaselineLine[] => {
  const counts = groups.map((rows) => rows.filter((row) => (row[item.code] ?? null) === null).length);
  return counts.every((count) => count === 0) ? [] : [{ item: item.code, label: item.label.en, level: 'missing', unit, cells: counts.map((count, index) => share(count, groups[index]?.length ?? 0)) }];
};

function continuous(item: ItemDefinition, unit: BaselineLine['unit'], groups: readonly (readonly RecordRow[])[]): BaselineLine[] {
  const described = groups.map((rows) => describeValues(rows.map((row) => (row[item.code] === null || row[item.code] === undefined ? null : Number(row[item.code])))));
  const line = (level: string, cell: (description: (typeof described)[number]) => string): BaselineLine => ({ item: item.code, label: `${item.label.en}${item.unit ? `, ${item.unit}` : ''}`, level, unit, cells: described.map(cell) });
  return [
    line('mean (SD)', (of) => `${figure(of.mean)} (${figure(of.deviation)})`),
    line('median (range)', (of) => `${figure(of.quartiles.type7[1])} (${figure(of.minimum)} to ${figure(of.maximum)})`),
    ...missingLine(item, unit, groups),
  ];
}

function levels(item: ItemDefinition, unit: BaselineLine['unit'], groups: readonly (readonly RecordRow[])[]): BaselineLine[] {
  const known = item.type === 'boolean' ? [{ code: '1', text: 'yes' }, { code: '0', text: 'no' }] : (item.choices ?? []).map(({ code, label }) => ({ code, text: label.en }));
  const lines = known.map(({ code, text }): BaselineLine => ({ item: item.code, label: item.label.en, level: text, unit, cells: groups.map((rows) => share(rows.filter((row) => row[item.code] === code).length, rows.length)) }));
  return [...lines, ...missingLine(item, unit, groups)];
}

/**
 * Baseline characteristics by set (paper, table 1), from the record. Patient items are counted over patients, lesion
 * items over lesions, and each line says which. Missing values have a line of their own and count in the denominator.
 */
export function baselineTable(definition: StudyDefinition, groups: readonly BaselineGroup[]): BaselineLine[] {
  const sizes = (unit: BaselineLine['unit']): BaselineLine => ({ item: 'n', label: 'Number', level: '', unit, cells: groups.map((group) => String(group[unit].length)) });
  const lines = definition.forms.flatMap((form) => {
    const unit = form.scope === 'patient' ? 'patients' : 'lesions';
    const rows = groups.map((group) => group[unit]);
    return form.items.flatMap((item) => {
      if (item.type === 'number' || item.type === 'integer') return continuous(item, unit, rows);
      return item.type === 'choice' || item.type === 'boolean' ? levels(item, unit, rows) : [];
    });
  });
  return [sizes('patients'), sizes('lesions'), ...lines];
}

const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table as CSV (RFC 4180), one column for each group. */
export const baselineCsv = (lines: readonly BaselineLine[], groups: readonly BaselineGroup[]): string =>
  [['item', 'label', 'level', 'unit', ...groups.map(({ label }) => label)], ...lines.map(({ item, label, level, unit, cells }) => [item, label, level, unit, ...cells])]
    .map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
