import type { LocalText } from '@echocohort/kernel';
import { formatNames, XPT5_NAMES, XPT8_NAMES } from '../format-names.ts';
import { xptColumns, xptDay, type XptColumn, type XptVersion } from '../sas/write-xpt.ts';
import type { StatisticalTable } from '../statistical-table.ts';
import type { TypedColumn, TypedTable } from '../typed-table.ts';
import { wideColumns, type WideColumn } from '../wide-table.ts';
import { datasetOid, datasetItemOid, textLength } from './dataset-json.ts';
import type { DefineColumn, DefineFile, DefineOrigin, DefineSource } from './define-model.ts';
import { oid, REASONS } from './odm-metadata.ts';

/** Code list of the numbers that stand for the codes of a column in a transport file. */
export const numberListOid = (table: string, column: string): string => `CLN.${table}.${column}`;

/** Digits of a number written without an exponent, before and behind the point. */
export function digitsOf(value: number): { readonly whole: number; readonly decimals: number } {
  const [mantissa, power] = Math.abs(value).toExponential().split('e');
  const digits = (mantissa ?? '0').replace('.', '').length;
  const exponent = Number(power);
  return { whole: Math.max(1, exponent + 1), decimals: Math.max(0, digits - 1 - exponent) };
}

/** The least Length and SignificantDigits that hold every number of a column. */
function widest(cells: Iterable<unknown>): { readonly length: number; readonly decimals: number } {
  let [whole, decimals] = [1, 0];
  for (const cell of cells) {
    if (typeof cell !== 'number') continue;
    const digits = digitsOf(cell);
    [whole, decimals] = [Math.max(whole, digits.whole), Math.max(decimals, digits.decimals)];
  }
  return { length: whole + decimals, decimals };
}

const withUnit = ({ label, unit }: TypedColumn): LocalText => (unit === undefined ? label : { en: `${label.en} (${unit})`, zh: `${label.zh}（${unit}）` });

const LABELS = {
  value: withUnit,
  label: ({ label }: TypedColumn): LocalText => ({ en: `${label.en}, in words`, zh: `${label.zh}（文字）` }),
  missing: ({ label }: TypedColumn): LocalText => ({ en: `${label.en}: why there is no value`, zh: `${label.zh}：缺失原因` }),
  code: ({ label }: TypedColumn): LocalText => ({ en: `${label.en}, code`, zh: `${label.zh}（代码）` }),
} as const;

const IN_WORDS: DefineOrigin = { type: 'Derived', source: 'Sponsor', method: { code: 'words', name: 'Words of a code', text: { en: 'The English words of the code in the column before it, as the code list gives them.', zh: '前一列代码在代码表中对应的英文文字。' } } };

/** A reason comes from where its value would: entered with collected ones, given out by the platform where the value is computed. */
function roleOrigin(origin: DefineOrigin, role: keyof typeof LABELS): DefineOrigin {
  if (role === 'label') return IN_WORDS;
  return role === 'missing' && origin.type === 'Derived' ? { type: 'Assigned', source: 'Sponsor' } : origin;
}

const textList = (table: TypedTable, column: TypedColumn): string | null => (column.codes?.length ? oid.codes(table.name, column.name) : null);
const reasonList = ({ dataset }: DefineSource): string | null => (dataset.missingReasons.length > 0 ? REASONS : null);

function jsonColumn(source: DefineSource, table: TypedTable, column: WideColumn): DefineColumn {
  const { role, type } = column;
  const numbers = type === 'number' || type === 'integer' ? widest(column.cells) : null;
  return {
    oid: datasetItemOid(table, column), name: column.name, label: LABELS[role](column.source), dataType: type === 'number' ? 'float' : type, length: numbers?.length ?? (type === 'text' ? textLength(column) : null), decimals: type === 'number' ? (numbers?.decimals ?? 0) : null,
    codeList: role === 'missing' ? reasonList(source) : role === 'value' ? textList(table, column.source) : null,
    origin: roleOrigin(source.originOf(table.name, column.source.name), role), comment: role === 'value' ? null : role, sasName: null, format: null,
  };
}

const structureOf = ({ columns }: TypedTable): string => `One record per ${columns[0]?.label.en ?? 'row'}`;

/** A table as its Dataset-JSON file has it. */
export function jsonFile(source: DefineSource, table: TypedTable): DefineFile {
  return { oid: datasetOid(table), table: table.name, name: table.name, sasName: null, title: table.title, structure: structureOf(table), rows: table.rows.length, kind: 'json', href: `${table.name}.json`, columns: wideColumns(table).map((column) => jsonColumn(source, table, column)) };
}

type Role = 'value' | 'code' | 'missing';

function transportColumn(source: DefineSource, table: TypedTable, typed: TypedColumn, entry: XptColumn, version: XptVersion): DefineColumn {
  const { column, name, width, format } = entry;
  const role: Role = column.name === column.source ? 'value' : typed.codes?.length ? 'code' : 'missing';
  const isText = column.kind === 'text';
  const numbers = isText ? null : widest(column.cells.map((cell) => (column.kind === 'date' && typeof cell === 'number' ? xptDay(cell) : cell)));
  return {
    oid: `IT${version}.${table.name}.${column.name}`, name, label: LABELS[role](typed), dataType: isText ? 'text' : column.kind === 'number' ? 'float' : 'integer', length: numbers?.length ?? width, decimals: column.kind === 'number' ? (numbers?.decimals ?? 0) : null,
    codeList: role === 'missing' ? reasonList(source) : isText ? textList(table, typed) : column.valueLabels.length > 0 ? numberListOid(table.name, column.source) : null,
    origin: roleOrigin(source.originOf(table.name, column.source), role), comment: isText && column.width > width ? 'cut' : role === 'value' ? null : role,
    sasName: name.length <= 8 ? name : null, format: column.kind === 'date' ? `${format}10.` : null,
  };
}

/** A table as its SAS transport file has it. */
export function transportFile(source: DefineSource, table: TypedTable, made: StatisticalTable, version: XptVersion): DefineFile {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const columns = xptColumns(made, version).flatMap((entry) => {
    const typed = byName.get(entry.column.source);
    return typed ? [transportColumn(source, table, typed, entry, version)] : [];
  });
  const member = formatNames([table.name], version === 5 ? XPT5_NAMES : { ...XPT8_NAMES, upper: true })[0] ?? table.name;
  const stem = version === 5 ? `${table.name}_v5` : table.name;
  return {
    oid: `IG${version}.${table.name.toUpperCase()}`, table: table.name, name: version === 5 ? `${member}_v5` : member, sasName: member.length <= 8 ? member : null, title: table.title, structure: structureOf(table),
    rows: table.rows.length, kind: version === 5 ? 'xpt5' : 'xpt8', href: `../sas/${stem}.xpt`, columns,
  };
}
