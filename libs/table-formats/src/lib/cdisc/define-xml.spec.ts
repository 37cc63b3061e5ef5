import * as fc from 'fast-check';
import { datasetJson, defineXml, statisticalTable, type Dataset } from '../../index.ts';
import { xptColumns } from '../sas/write-xpt.ts';
import { defineFaults } from '../spec-cases/define-rules.ts';
import { randomDataset } from '../spec-cases/random-dataset.ts';
import { elementsOf, readXml, type XmlElement } from '../spec-cases/read-xml.ts';
import { emptyDataset, hardDataset, sampleDataset } from '../spec-cases/sample-dataset.ts';
import { sampleDefine } from '../spec-cases/sample-define.ts';
import { digitsOf } from './define-columns.ts';

const textOf = (dataset: Dataset): string => [...defineXml(sampleDefine(dataset))].join('');
const documentOf = (dataset: Dataset): XmlElement => readXml(textOf(dataset));
const named = (root: XmlElement, name: string): XmlElement[] => elementsOf(root).filter((element) => element.name === name);
const byOid = (root: XmlElement, oid: string): XmlElement => {
  const found = elementsOf(root).find(({ attributes }) => attributes.get('OID') === oid);
  if (!found) throw new Error(oid);
  return found;
};
const textsOf = (element: XmlElement | undefined): string[] => (element?.children ?? []).map(({ text }) => text);
const child = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((entry) => entry.name === name);

/** Columns of every file by place, in their order, as the document says and as the files have them. */
function saidColumns(root: XmlElement): Record<string, string[]> {
  const names = new Map(named(root, 'ItemDef').map(({ attributes }) => [attributes.get('OID'), attributes.get('Name') ?? '']));
  return Object.fromEntries(named(root, 'ItemGroupDef').map((group) => [child(group, 'def:leaf')?.attributes.get('xlink:href') ?? '', group.children.filter(({ name }) => name === 'ItemRef').map(({ attributes }) => names.get(attributes.get('ItemOID')) ?? '')]));
}
interface JsonFile { readonly itemGroupOID: string; readonly metaDataRef: string; readonly columns: readonly { readonly itemOID: string; readonly name: string }[] }
const jsonOf = (dataset: Dataset, at: number): JsonFile => JSON.parse([...datasetJson(dataset, dataset.tables[at] ?? { name: '', title: { en: '', zh: '' }, columns: [], rows: [] })].join('')) as JsonFile;
function trueColumns(dataset: Dataset): Record<string, string[]> {
  return Object.fromEntries(dataset.tables.flatMap((table, at): [string, string[]][] => {
    const made = statisticalTable(dataset, table);
    return [[`${table.name}.json`, jsonOf(dataset, at).columns.map(({ name }) => name)], [`../sas/${table.name}.xpt`, xptColumns(made, 8).map(({ name }) => name)], [`../sas/${table.name}_v5.xpt`, xptColumns(made, 5).map(({ name }) => name)]];
  }));
}

describe('define.xml', () => {
  it.each([['the sample', sampleDataset], ['hard contents', hardDataset], ['tables without rows', emptyDataset]])('is well-formed, keeps the rules and names every column of every file once, in order: %s', (_, dataset) => {
    const root = documentOf(dataset);
    expect(defineFaults(root)).toEqual([]);
    expect(saidColumns(root)).toEqual(trueColumns(dataset));
  });
  it('does so whatever the tables hold', () => fc.assert(fc.property(randomDataset(3), (dataset) => {
    const root = documentOf(dataset);
    expect(defineFaults(root)).toEqual([]);
    expect(saidColumns(root)).toEqual(trueColumns(dataset));
  }), { numRuns: 6 }));

  const root = documentOf(sampleDataset);
  it('defines what the Dataset-JSON files refer to', () => {
    const file = jsonOf(sampleDataset, 0);
    expect(file.metaDataRef).toBe('define.xml');
    expect(textsOf(child(byOid(root, file.itemGroupOID), 'Description'))).toEqual(['Participants', '受试者']);
    for (const { itemOID, name } of file.columns) expect(byOid(root, itemOID).attributes.get('Name')).toBe(name);
  });
  it('says labels with units, codes, stray codes and reasons in both languages', () => {
    expect(textsOf(child(byOid(root, 'IT.participants.afp'), 'Description'))).toEqual(['Alpha-fetoprotein measured within one week after the scan (ng/mL)', '超声检查后一周内测得的甲胎蛋白（ng/mL）']);
    expect(byOid(root, 'CL.participants.liver_background').children.map((item) => [item.attributes.get('CodedValue'), ...textsOf(child(item, 'Decode'))])).toEqual([['normal', 'Normal', '正常'], ['fibrosis', 'Hepatic fibrosis', '肝纤维化'], ['stray', 'stray', 'stray']]);
    expect(byOid(root, 'CLN.participants.liver_background').children.map(({ attributes }) => attributes.get('CodedValue'))).toEqual(['1', '2', '3']);
    expect(child(byOid(root, 'IT.participants.age_missing'), 'CodeListRef')?.attributes.get('CodeListOID')).toBe('CL.missing-reason');
    expect(byOid(root, 'CL.missing-reason').children.map((item) => textsOf(child(item, 'Decode'))[1])).toEqual(['未检测', '未记录', '无法判断', '密封']);
    expect(textsOf(child(byOid(root, 'COM.IG5.PARTICIPANTS'), 'Description'))[1]).toContain('数值缺失的原因以字母表示：.A 未检测；.B 未记录');
  });
  it('tells where values come from, and how derived ones were made', () => {
    expect(child(byOid(root, 'IT8.lesions.max_diameter'), 'def:Origin')?.attributes.get('Type')).toBe('Derived');
    expect(textsOf(child(byOid(root, 'MT.diameter'), 'Description'))).toEqual(['Longest line.', '最长径线。']);
    expect(child(byOid(root, 'IT.participants.centre_label'), 'def:Origin')?.attributes.get('Type')).toBe('Derived');
    expect(child(byOid(root, 'IT.participants.age_missing'), 'def:Origin')?.attributes.get('Type')).toBe('Collected');
    expect(textsOf(child(byOid(root, 'COM.IG.LESIONS'), 'Description'))[0]).toBe('Made of lesions.tsv of the same export. Root of the snapshot: 00ff. Lengths of texts are characters.');
  });
  it.each<[string, Record<string, string | undefined>]>([
    ['IT.participants.age', { DataType: 'integer', Length: '16', SignificantDigits: undefined }], ['IT.participants.afp_date', { DataType: 'date', Length: undefined }],
    ['IT5.participants.afp_date', { Name: 'AFP_DATE', DataType: 'integer', Length: '6', 'def:DisplayFormat': 'YYMMDD10.', SASFieldName: 'AFP_DATE' }], ['IT5.participants.liver_background_note', { DataType: 'text', Length: '200', 'def:CommentOID': 'COM.cut' }],
    ['IT8.participants.liver_background_note', { SASFieldName: undefined, 'def:CommentOID': undefined }], ['IT8.participants.liver_background_code', { DataType: 'text', 'def:CommentOID': 'COM.code' }],
  ])('%s has its attributes', (oid, expected) => {
    const { attributes } = byOid(root, oid);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, attributes.get(key)]))).toEqual(expected);
  });
  it('says of a table without rows that it has none', () => expect(named(documentOf(emptyDataset), 'ItemGroupDef').map(({ attributes }) => attributes.get('def:HasNoData'))).toEqual(Array(6).fill('Yes')));
  it('is the same text each time', () => expect(textOf(hardDataset)).toBe(textOf(hardDataset)));
});

it.each([[0, 1, 0], [12.5, 2, 1], [-9500.25, 4, 2], [0.1, 1, 1], [5e6, 7, 0], [1e70, 71, 0], [0.00025, 1, 5], [9_007_199_254_740_991, 16, 0]])('%d has its digits', (value, whole, decimals) => expect(digitsOf(value)).toEqual({ whole, decimals }));

describe('the rules of this spec', () => {
  const text = textOf(sampleDataset);
  it.each<[string, string, string]>([
    ['a reference to nothing', 'CodeListOID="CL.participants.centre"', 'CodeListOID="CL.other"'], ['an OID twice', 'ItemDef OID="IT.participants.age"', 'ItemDef OID="IT.participants.centre"'], ['an order that jumps', 'OrderNumber="2"', 'OrderNumber="9"'],
    ['a missing language', 'xml:lang="zh"', 'xml:lang="en"'], ['an origin of no known type', 'def:Origin Type="Collected"', 'def:Origin Type="CRF"'], ['a leaf elsewhere', '<def:leaf ID="LF.IG.LESIONS"', '<def:leaf ID="LF.other"'],
  ])('find %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(defineFaults(readXml(text.replace(from, to)))).not.toEqual([]);
  });
  it.each([['<ItemDef ', '<ItemDef <'], ['</Study>', '</Studi>'], ['Participants', '&nothing;'], ['Mandatory="Yes"', 'Mandatory=Yes'], ['</ODM>', '</ODM><ODM/>']])('find what is not well-formed: %s as %s', (from, to) => {
    expect(text).toContain(from);
    expect(() => readXml(text.replace(from, to))).toThrow();
  });
});
