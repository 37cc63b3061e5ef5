import type { LocalText } from '@echocohort/kernel';
import type { ItemDefinition, StudyDefinition } from '@echocohort/study';
import type { Answers } from './snapshot-content.ts';

export type Cell = string | number | boolean | null;

/** A code of a column with what it means. */
export interface Level {
  readonly code: string;
  readonly label: LocalText;
}

/** What readers and programs must know of a column. */
export interface ColumnInfo {
  readonly name: string;
  readonly description: LocalText;
  readonly type: 'text' | 'code' | 'number' | 'integer' | 'date' | 'flag' | 'label' | 'missing-reason';
  readonly unit?: string;
  readonly levels?: readonly Level[];
  readonly min?: number | null;
  readonly max?: number | null;
  /** Form and item behind the column. */
  readonly form?: string;
  readonly item?: string;
}

/** A column with the way its cell comes out of a row. */
export interface Column<Row> extends ColumnInfo {
  cell(row: Row): Cell;
}

/** A form was saved without this item, or not at all: a reason that no person gave. */
export const NOT_ENTERED: Level = { code: 'not-entered', label: { zh: '未录入', en: 'Not entered' } };

const YES_NO: readonly Level[] = [{ code: '1', label: { zh: '是', en: 'yes' } }, { code: '0', label: { zh: '否', en: 'no' } }];

function levelsOf(item: ItemDefinition): readonly Level[] | undefined {
  if (item.type === 'boolean') return YES_NO;
  return item.type === 'choice' ? item.choices : undefined;
}

const TYPES: Readonly<Record<ItemDefinition['type'], ColumnInfo['type']>> = { number: 'number', integer: 'integer', choice: 'code', boolean: 'code', date: 'date', text: 'text' };

const codeOf = (value: Cell): Cell => (typeof value === 'boolean' ? (value ? '1' : '0') : value);

/** Up to three columns for an item: its value or code, the code's label, and why there is none. */
function itemColumns<Row>(form: string, item: ItemDefinition, answersOf: (row: Row) => Answers, definition: StudyDefinition): Column<Row>[] {
  const levels = levelsOf(item);
  const source = { form, item: item.code };
  const valueOf = (row: Row): Cell => codeOf(answersOf(row)[item.code]?.value ?? null);
  const columns: Column<Row>[] = [
    { ...source, name: item.code, description: item.label, type: TYPES[item.type], unit: item.unit, levels, min: item.range?.min, max: item.range?.max, cell: valueOf },
  ];
  if (levels) {
    const labels = new Map(levels.map((level) => [level.code, level.label.en]));
    columns.push({
      ...source, name: `${item.code}_label`, type: 'label', description: { zh: `${item.label.zh}（文字）`, en: `${item.label.en}, in words` },
      cell: (row) => {
        const value = valueOf(row);
        return value === null ? null : (labels.get(String(value)) ?? null);
      },
    });
  }
  columns.push({
    ...source, name: `${item.code}_missing`, type: 'missing-reason', description: { zh: `${item.label.zh}：缺失原因`, en: `${item.label.en}: why there is no value` },
    levels: [...definition.missingReasons.filter((reason) => item.missingReasons.includes(reason.code)), NOT_ENTERED],
    cell: (row) => {
      const answer = answersOf(row)[item.code];
      return answer && answer.value !== null ? null : (answer?.missingReason ?? NOT_ENTERED.code);
    },
  });
  return columns;
}

/** The columns of every item of every form of one scope, in the order of the definition. */
export const formColumns = <Row>(definition: StudyDefinition, scope: 'patient' | 'lesion', answersOf: (row: Row) => Answers): Column<Row>[] =>
  definition.forms.filter((form) => form.scope === scope).flatMap((form) => form.items.flatMap((item) => itemColumns(form.code, item, answersOf, definition)));
