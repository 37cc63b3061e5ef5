import type { LocalText } from '@echocohort/kernel';
import { numberCodes, statisticalTable } from '../statistical-table.ts';
import type { CodeLabel, Dataset, TypedTable } from '../typed-table.ts';
import { jsonFile, numberListOid, transportFile } from './define-columns.ts';
import type { DefineColumn, DefineFile, DefineMethod, DefineOrigin, DefineSource } from './define-model.ts';
import { codesOf, described, oid, REASONS } from './odm-metadata.ts';
import { element, xmlText } from './xml.ts';

/** What is said of several columns, by kind of column. */
const COLUMN_COMMENTS: Readonly<Record<NonNullable<DefineColumn['comment']>, LocalText>> = {
  label: { en: 'Words of the code that stands in the column before it.', zh: '前一列代码对应的文字。' },
  missing: { en: 'Coded reason why there is no value in the column that it is named after; empty where there is a value.', zh: '同名列没有值的原因代码；有值时为空。' },
  code: { en: 'The study\'s own code of the column that it is named after, whose numbers only this file has.', zh: '同名列的研究代码；数值编码仅用于本文件。' },
  cut: { en: 'Texts are longer than the version of the file allows and are cut between characters; they are whole in the Dataset-JSON file.', zh: '文本超过该文件版本的长度限制，已在字符之间截断；完整文本见 Dataset-JSON 文件。' },
};

const letter = (tag: number): string => `.${String.fromCharCode(65 + tag)}`;

/** What is said of a file: what it was made of, and what an empty cell means in it. */
function fileComment({ dataset, madeOf }: DefineSource, { kind, table, rows }: DefineFile): LocalText {
  const letters = dataset.missingReasons.map(({ label }, tag) => ({ en: `${letter(tag)} ${label.en}`, zh: `${letter(tag)} ${label.zh}` }));
  const parts: LocalText[] = [{ en: `Made of ${table}.tsv of the same export. ${madeOf.en}`, zh: `由同一导出包中的 ${table}.tsv 生成。${madeOf.zh}` }];
  if (kind === 'json') parts.push({ en: 'Lengths of texts are characters.', zh: '文本长度以字符计。' });
  else parts.push({ en: `SAS transport file, version ${kind === 'xpt8' ? '8' : '5'}. Lengths of texts are bytes of UTF-8; dates are days since 1960-01-01.`, zh: `SAS 传输文件，第 ${kind === 'xpt8' ? '8' : '5'} 版。文本长度以 UTF-8 字节计；日期为自 1960-01-01 起的天数。` });
  if (kind !== 'json' && letters.length > 0) parts.push({ en: `Why a number is missing is its letter: ${letters.map(({ en }) => en).join('; ')}.`, zh: `数值缺失的原因以字母表示：${letters.map(({ zh }) => zh).join('；')}。` });
  if (rows === 0) parts.push({ en: 'There are no records.', zh: '没有记录。' });
  return { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') };
}

const methodOid = ({ code }: DefineMethod): string => `MT.${code}`;
const commentOid = (code: string): string => `COM.${code}`;
const leafId = (file: DefineFile): string => `LF.${file.oid}`.replace(/[^A-Za-z0-9._-]/g, '_');

function itemRef({ oid: id, origin }: DefineColumn, at: number): string {
  return element('ItemRef', { ItemOID: id, OrderNumber: at + 1, Mandatory: at === 0 ? 'Yes' : 'No', KeySequence: at === 0 ? 1 : null, MethodOID: origin.type === 'Derived' ? methodOid(origin.method) : null });
}

function groupDef(source: DefineSource, file: DefineFile): string {
  const leaf = leafId(file);
  return element('ItemGroupDef', {
    OID: file.oid, Name: file.name, Repeating: source.onePerSubject(file.table) ? 'No' : 'Yes', IsReferenceData: 'No', SASDatasetName: file.sasName, Purpose: 'Tabulation', 'def:Structure': file.structure,
    'def:ArchiveLocationID': leaf, 'def:IsNonStandard': 'Yes', 'def:HasNoData': file.rows === 0 ? 'Yes' : null, 'def:CommentOID': commentOid(file.oid),
  }, described('Description', file.title), ...file.columns.map(itemRef), element('def:leaf', { ID: leaf, 'xlink:href': file.href }, element('def:title', {}, xmlText(file.href.replace('../', '')))));
}

function originOf(origin: DefineOrigin): string {
  const text = origin.type === 'Derived' ? origin.method.text : origin.description;
  return element('def:Origin', { Type: origin.type, Source: origin.source }, text === undefined ? '' : described('Description', text));
}

function itemDef(column: DefineColumn): string {
  return element('ItemDef', {
    OID: column.oid, Name: column.name, DataType: column.dataType, Length: column.length, SignificantDigits: column.decimals, SASFieldName: column.sasName, 'def:DisplayFormat': column.format,
    'def:CommentOID': column.comment === null ? null : commentOid(column.comment),
  }, described('Description', column.label), column.codeList === null ? '' : element('CodeListRef', { CodeListOID: column.codeList }), originOf(column.origin));
}

function codeList(id: string, name: string, dataType: 'text' | 'integer', codes: readonly CodeLabel[]): string {
  return element('CodeList', { OID: id, Name: name, DataType: dataType, 'def:IsNonStandard': 'Yes' }, ...codes.map(({ code, label }, at) => element('CodeListItem', { CodedValue: code, OrderNumber: at + 1 }, described('Decode', label))));
}

/** Lists of a table's coded columns: the study's codes, and the numbers that stand for them in transport files. */
function codeLists(table: TypedTable): Map<string, string> {
  const lists = new Map<string, string>();
  for (const [at, column] of table.columns.entries()) {
    if (!column.codes?.length) continue;
    const [words, numbers] = [oid.codes(table.name, column.name), numberListOid(table.name, column.name)];
    lists.set(words, codeList(words, `${table.name}.${column.name}`, 'text', codesOf(table, column, at)));
    lists.set(numbers, codeList(numbers, `${table.name}.${column.name}, numbers`, 'integer', numberCodes(column, table.rows.map((row) => row[at] ?? null)).map(({ value, label }) => ({ code: String(value), label }))));
  }
  return lists;
}

/** The files of a table: Dataset-JSON, and transport files of both versions where there are some. */
function filesOf(source: DefineSource, table: TypedTable): DefineFile[] {
  if (!source.hasTransport(table.name)) return [jsonFile(source, table)];
  const made = statisticalTable(source.dataset, table);
  return [jsonFile(source, table), transportFile(source, table, made, 8), transportFile(source, table, made, 5)];
}

/** What a document defines, gathered table by table; lists, methods and comments are kept only where something refers to them. */
interface Gathered {
  readonly groups: string[];
  readonly items: string[];
  readonly lists: Map<string, string>;
  readonly methods: Map<string, string>;
  readonly comments: Map<string, string>;
}

function gatherFile(source: DefineSource, file: DefineFile, into: Gathered): void {
  into.groups.push(groupDef(source, file));
  into.comments.set(commentOid(file.oid), element('def:CommentDef', { OID: commentOid(file.oid) }, described('Description', fileComment(source, file))));
  for (const column of file.columns) {
    into.items.push(itemDef(column));
    if (column.comment !== null) into.comments.set(commentOid(column.comment), element('def:CommentDef', { OID: commentOid(column.comment) }, described('Description', COLUMN_COMMENTS[column.comment])));
    if (column.origin.type === 'Derived') {
      const { method } = column.origin;
      into.methods.set(methodOid(method), element('MethodDef', { OID: methodOid(method), Name: method.name, Type: 'Computation' }, described('Description', method.text)));
    }
  }
}

function gather(source: DefineSource): Gathered {
  const into: Gathered = { groups: [], items: [], lists: new Map(), methods: new Map(), comments: new Map() };
  for (const table of source.dataset.tables) {
    const files = filesOf(source, table);
    for (const file of files) gatherFile(source, file, into);
    const used = new Set(files.flatMap(({ columns }) => columns.map((column) => column.codeList)));
    for (const [id, list] of codeLists(table)) if (used.has(id)) into.lists.set(id, list);
    if (used.has(REASONS)) into.lists.set(REASONS, codeList(REASONS, 'Why there is no value', 'text', source.dataset.missingReasons));
  }
  return into;
}

function opening({ study, createdAt }: Dataset, fileOid: string): string {
  const time = createdAt.toISOString();
  const root = element('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3', 'xmlns:xlink': 'http://www.w3.org/1999/xlink', 'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1', ODMVersion: '1.3.2', FileType: 'Snapshot', FileOID: fileOid, CreationDateTime: time, AsOfDateTime: time,
    Originator: 'EchoCohort', SourceSystem: 'EchoCohort', SourceSystemVersion: '1', 'def:Context': 'Other',
  }).replace(/\/>$/, '>');
  const version = element('MetaDataVersion', { OID: `MDV.${study.version}`, Name: `${study.code} ${study.version}`, Description: `Data sets of ${study.title.en}`, 'def:DefineVersion': '2.1.0' }).replace(/\/>$/, '>');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}${element('Study', { OID: `ST.${study.code}` }).replace(/\/>$/, '>')}${element('GlobalVariables', {}, element('StudyName', {}, xmlText(study.code)), element('StudyDescription', {}, xmlText(study.title.en)), element('ProtocolName', {}, xmlText(study.code)))}${version}\n`;
}

/**
 * A Define-XML 2.1 document (CDISC, on ODM 1.3.2) about Dataset-JSON and SAS transport files: each file a data set with its
 * place, each column with type, length, both languages, code list and origin. The data follow no CDISC domain, so every
 * data set and list says that it is not of a standard, and the context is not that of a submission.
 */
export function* defineXml(source: DefineSource): Generator<string> {
  const { groups, items, lists, methods, comments } = gather(source);
  yield opening(source.dataset, source.fileOid);
  for (const part of [groups, items, lists.values(), methods.values(), comments.values()]) for (const text of part) yield `${text}\n`;
  yield '</MetaDataVersion></Study></ODM>\n';
}
