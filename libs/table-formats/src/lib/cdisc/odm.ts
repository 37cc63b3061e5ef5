import { isMissing, type TypedCell, type TypedTable } from '../typed-table.ts';
import type { OdmAudit, OdmSource } from './odm-model.ts';
import { columnsByForm, FLAG_TYPES, odmAdmin, odmStudy, oid, REASONS, SIGNATURE, tablesOf } from './odm-metadata.ts';
import { element, xmlText } from './xml.ts';

type Row = readonly TypedCell[];

function auditRecord(audit: OdmAudit | null): string {
  if (audit === null) return '';
  return element('AuditRecord', {}, element('UserRef', { UserOID: oid.user(audit.user) }), element('LocationRef', { LocationOID: oid.site(audit.location) }), element('DateTimeStamp', {}, audit.at),
    audit.reason === undefined ? '' : element('ReasonForChange', {}, xmlText(audit.reason)), audit.source === undefined ? '' : element('SourceID', {}, xmlText(audit.source)));
}

function itemData(table: TypedTable, column: string, cell: TypedCell, audit: OdmAudit | null): string {
  const ItemOID = oid.item(table.name, column);
  if (!isMissing(cell)) return cell === null ? '' : element('ItemData', { ItemOID, Value: cell }, auditRecord(audit));
  const flag = element('Flag', {}, element('FlagValue', { CodeListOID: REASONS }, xmlText(cell.missing)), element('FlagType', { CodeListOID: FLAG_TYPES }, 'missing-reason'));
  return element('ItemData', { ItemOID, IsNull: 'Yes' }, auditRecord(audit), element('Annotation', { SeqNum: 1 }, flag));
}

function eventData(source: OdmSource, table: TypedTable, row: Row, key: string, repeatKey: string | null): string {
  const at = new Map(table.columns.map(({ name }, index) => [name, index]));
  const forms = [...columnsByForm(source, table)].map(([form, columns]) => {
    const items = columns.map(({ name }) => itemData(table, name, row[at.get(name) ?? -1] ?? null, source.auditOf(table.name, key, name))).join('');
    return items === '' ? '' : element('FormData', { FormOID: oid.form(table.name, form) }, element('ItemGroupData', { ItemGroupOID: oid.group(table.name, form) }, items));
  });
  return element('StudyEventData', { StudyEventOID: oid.event(table.name), StudyEventRepeatKey: repeatKey }, ...forms);
}

const cellAt = (table: TypedTable, row: Row, column: string): string => {
  const cell = row[table.columns.findIndex(({ name }) => name === column)] ?? null;
  return cell === null || isMissing(cell) ? '' : String(cell);
};

/** Rows of a repeating table by subject. */
function bySubject(table: TypedTable, subject: string): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const row of table.rows) {
    const key = cellAt(table, row, subject);
    const own = rows.get(key);
    if (own) own.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

function signature(source: OdmSource): string {
  const last = source.signatures.at(-1);
  return last === undefined ? '' : element('Signature', {}, element('UserRef', { UserOID: oid.user(last.person) }), element('LocationRef', { LocationOID: oid.site('study') }), element('SignatureRef', { SignatureOID: SIGNATURE }), element('DateTimeStamp', {}, last.at));
}

/** Everybody whom an audit record or a signature names. */
function usersOf(source: OdmSource): string[] {
  const users = new Set(source.signatures.map(({ person }) => person));
  for (const table of tablesOf(source)) {
    const key = table.name === source.subjects.table ? source.subjects.key : source.repeating.find((entry) => entry.table === table.name)?.key;
    if (key === undefined) continue;
    for (const row of table.rows) for (const { name } of table.columns) {
      const audit = source.auditOf(table.name, cellAt(table, row, key), name);
      if (audit !== null) users.add(audit.user);
    }
  }
  return [...users].sort();
}

/**
 * A CDISC ODM 1.3.2 document, subject by subject: definitions with both languages, clinical data with audit records and
 * the signature of the lock, missing reasons as flags of empty items.
 */
export function* odmDocument(source: OdmSource): Generator<string> {
  const { createdAt } = source.dataset;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2" FileType="Snapshot" Granularity="All" FileOID="${xmlText(source.fileOid)}" CreationDateTime="${createdAt.toISOString()}" AsOfDateTime="${createdAt.toISOString()}" SourceSystem="EchoCohort">\n`;
  yield `${odmStudy(source)}\n${odmAdmin(source, usersOf(source))}\n`;
  yield `<ClinicalData StudyOID="${oid.study(source)}" MetaDataVersionOID="${oid.version(source)}">\n`;
  const subjects = source.dataset.tables.find(({ name }) => name === source.subjects.table);
  const repeating = source.repeating.flatMap((entry) => source.dataset.tables.filter(({ name }) => name === entry.table).map((table) => ({ ...entry, table, rows: bySubject(table, entry.subject) })));
  for (const row of subjects?.rows ?? []) {
    if (!subjects) break;
    const subject = cellAt(subjects, row, source.subjects.key);
    const events = repeating.flatMap(({ table, key, rows }) => (rows.get(subject) ?? []).map((own) => eventData(source, table, own, cellAt(table, own, key), cellAt(table, own, key))));
    yield `${element('SubjectData', { SubjectKey: subject }, signature(source), element('SiteRef', { LocationOID: oid.site(cellAt(subjects, row, source.subjects.site)) }), eventData(source, subjects, row, subject, null), ...events)}\n`;
  }
  yield '</ClinicalData>\n</ODM>\n';
}
