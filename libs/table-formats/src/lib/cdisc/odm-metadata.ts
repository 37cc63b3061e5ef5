import type { LocalText } from '@echocohort/kernel';
import type { CodeLabel, TypedColumn, TypedTable } from '../typed-table.ts';
import type { OdmSource } from './odm-model.ts';
import { element, xmlText } from './xml.ts';

export const oid = {
  study: (source: OdmSource): string => `ST.${source.dataset.study.code}`,
  version: (source: OdmSource): string => `MDV.${source.dataset.study.version}`,
  event: (table: string): string => `SE.${table}`,
  form: (table: string, form: string | null): string => `F.${table}.${form ?? 'record'}`,
  group: (table: string, form: string | null): string => `IG.${table}.${form ?? 'record'}`,
  item: (table: string, column: string): string => `IT.${table}.${column}`,
  codes: (table: string, column: string): string => `CL.${table}.${column}`,
  unit: (unit: string): string => `MU.${unit.replace(/[^A-Za-z0-9]/g, '_')}`,
  user: (person: string): string => `USR.${person}`,
  site: (code: string): string => `LOC.${code}`,
};

export const REASONS = 'CL.missing-reason';
export const FLAG_TYPES = 'CL.flag-type';
export const SIGNATURE = 'SD.lock';

const translated = ({ en, zh }: LocalText): string => element('TranslatedText', { 'xml:lang': 'en' }, xmlText(en)) + element('TranslatedText', { 'xml:lang': 'zh' }, xmlText(zh));
/** Texts in both languages within an element. */
export const described = (name: string, text: LocalText): string => element(name, {}, translated(text));

export const tablesOf = (source: OdmSource): TypedTable[] => [source.subjects.table, ...source.repeating.map(({ table }) => table)].flatMap((name) => source.dataset.tables.filter((table) => table.name === name));

/** Columns of a table by form, in the order of the table. */
export function columnsByForm(source: OdmSource, table: TypedTable): Map<string | null, TypedColumn[]> {
  const forms = new Map<string | null, TypedColumn[]>();
  for (const column of table.columns) {
    const form = source.formOf(table.name, column.name);
    forms.set(form, [...(forms.get(form) ?? []), column]);
  }
  return forms;
}

const DATA_TYPES = { text: 'text', code: 'text', integer: 'integer', number: 'double', date: 'date' } as const;

function itemDef(table: TypedTable, column: TypedColumn, at: number): string {
  const cells = table.rows.map((row) => row[at]);
  const length = cells.reduce<number>((most, cell) => (typeof cell === 'string' ? Math.max(most, cell.length) : most), 1);
  const isText = column.type === 'text' || column.type === 'code';
  const needsLength = isText || column.type === 'integer';
  return element('ItemDef', { OID: oid.item(table.name, column.name), Name: column.name, DataType: DATA_TYPES[column.type], Length: needsLength ? Math.max(length, column.type === 'integer' ? 10 : 1) : null },
    described('Description', column.label), described('Question', column.label),
    column.unit === undefined ? '' : element('MeasurementUnitRef', { MeasurementUnitOID: oid.unit(column.unit) }),
    column.codes?.length ? element('CodeListRef', { CodeListOID: oid.codes(table.name, column.name) }) : '');
}

function codeList(id: string, name: string, codes: readonly CodeLabel[]): string {
  return element('CodeList', { OID: id, Name: name, DataType: 'text' }, ...codes.map(({ code, label }) => element('CodeListItem', { CodedValue: code }, described('Decode', label))));
}

/** Codes of a column with those that occur without being defined: a document may not use a code that its list lacks. */
export function codesOf(table: TypedTable, column: TypedColumn, at: number): CodeLabel[] {
  const codes = [...(column.codes ?? [])];
  const known = new Set(codes.map(({ code }) => code));
  for (const row of table.rows) {
    const cell = row[at];
    if (typeof cell !== 'string' || known.has(cell)) continue;
    known.add(cell);
    codes.push({ code: cell, label: { zh: cell, en: cell } });
  }
  return codes;
}

function tableDefinitions(source: OdmSource, table: TypedTable): { events: string; forms: string; groups: string } {
  const forms = [...columnsByForm(source, table)];
  const title = (form: string | null): LocalText => source.forms.find(({ code }) => code === form)?.label ?? table.title;
  const repeating = table.name === source.subjects.table ? 'No' : 'Yes';
  return {
    events: element('StudyEventDef', { OID: oid.event(table.name), Name: table.title.en, Repeating: repeating, Type: 'Common' }, described('Description', table.title), ...forms.map(([form]) => element('FormRef', { FormOID: oid.form(table.name, form), Mandatory: 'No' }))),
    forms: forms.map(([form]) => element('FormDef', { OID: oid.form(table.name, form), Name: title(form).en, Repeating: 'No' }, described('Description', title(form)), element('ItemGroupRef', { ItemGroupOID: oid.group(table.name, form), Mandatory: 'No' }))).join(''),
    groups: forms.map(([form, columns]) => element('ItemGroupDef', { OID: oid.group(table.name, form), Name: title(form).en, Repeating: 'No' }, described('Description', title(form)), ...columns.map((column) => element('ItemRef', { ItemOID: oid.item(table.name, column.name), Mandatory: 'No' })))).join(''),
  };
}

/** The element Study: units, events, forms, items and code lists in both languages. */
export function odmStudy(source: OdmSource): string {
  const { study } = source.dataset;
  const tables = tablesOf(source);
  const units = [...new Set(tables.flatMap((table) => table.columns.flatMap(({ unit }) => (unit === undefined ? [] : [unit]))))];
  const defined = tables.map((table) => tableDefinitions(source, table));
  const lists = tables.flatMap((table) => table.columns.flatMap((column, at) => (column.codes?.length ? [codeList(oid.codes(table.name, column.name), column.name, codesOf(table, column, at))] : [])));
  return element('Study', { OID: oid.study(source) },
    element('GlobalVariables', {}, element('StudyName', {}, xmlText(study.code)), element('StudyDescription', {}, xmlText(study.title.en)), element('ProtocolName', {}, xmlText(study.code))),
    units.length === 0 ? '' : element('BasicDefinitions', {}, ...units.map((unit) => element('MeasurementUnit', { OID: oid.unit(unit), Name: unit }, described('Symbol', { en: unit, zh: unit })))),
    element('MetaDataVersion', { OID: oid.version(source), Name: `${study.code} ${study.version}` },
      element('Protocol', {}, ...tables.map((table) => element('StudyEventRef', { StudyEventOID: oid.event(table.name), Mandatory: 'No' }))),
      ...defined.map(({ events }) => events), ...defined.map(({ forms }) => forms), ...defined.map(({ groups }) => groups),
      ...tables.flatMap((table) => table.columns.map((column, at) => itemDef(table, column, at))), ...lists,
      ...(source.dataset.missingReasons.length > 0 ? [codeList(REASONS, 'Why there is no value', source.dataset.missingReasons), codeList(FLAG_TYPES, 'Kind of flag', [{ code: 'missing-reason', label: { en: 'Missing reason', zh: '缺失原因' } }])] : [])));
}

/** The element AdminData: people as pseudonyms, centres, and what a signature means. */
export function odmAdmin(source: OdmSource, users: readonly string[]): string {
  const since = source.dataset.createdAt.toISOString().slice(0, 10);
  const reference = element('MetaDataVersionRef', { StudyOID: oid.study(source), MetaDataVersionOID: oid.version(source), EffectiveDate: since });
  return element('AdminData', { StudyOID: oid.study(source) },
    ...users.map((user) => element('User', { OID: oid.user(user) }, element('LoginName', {}, xmlText(user)))),
    ...[...source.sites, { code: 'study', label: { en: 'Study centre', zh: '研究中心' } }].map(({ code, label }) => element('Location', { OID: oid.site(code), Name: label.en, LocationType: code === 'study' ? 'Sponsor' : 'Site' }, reference)),
    source.signatures.length === 0 ? '' : element('SignatureDef', { OID: SIGNATURE, Methodology: 'Electronic' }, element('Meaning', {}, xmlText(source.signatures.map(({ meaning }) => meaning).join('; '))), element('LegalReason', {}, 'Lock of the cohort with password again')));
}
