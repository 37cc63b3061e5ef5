import { elementsOf, type XmlElement } from './read-xml.ts';

/** Children in their order: ODM 1.3.2, 3.1.1, and the extensions of Define-XML 2.1, 5.3. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  ODM: ['Study'], Study: ['GlobalVariables', 'MetaDataVersion'], GlobalVariables: ['StudyName', 'StudyDescription', 'ProtocolName'],
  MetaDataVersion: ['def:Standards', 'def:ValueListDef', 'def:WhereClauseDef', 'ItemGroupDef', 'ItemDef', 'CodeList', 'MethodDef', 'def:CommentDef', 'def:leaf'],
  ItemGroupDef: ['Description', 'ItemRef', 'Alias', 'def:Class', 'def:leaf'], ItemDef: ['Description', 'CodeListRef', 'Alias', 'def:Origin', 'def:ValueListRef'],
  CodeList: ['CodeListItem', 'Alias'], CodeListItem: ['Decode', 'Alias'], MethodDef: ['Description'], 'def:CommentDef': ['Description', 'def:DocumentRef'], 'def:Origin': ['Description', 'def:DocumentRef'], 'def:leaf': ['def:title'],
  Description: ['TranslatedText'], Decode: ['TranslatedText'],
};

/** Attributes that Define-XML 2.1 requires here. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ODM: ['xmlns', 'xmlns:def', 'xmlns:xlink', 'FileType', 'FileOID', 'CreationDateTime', 'ODMVersion', 'Originator', 'def:Context'], Study: ['OID'], MetaDataVersion: ['OID', 'Name', 'def:DefineVersion'],
  ItemGroupDef: ['OID', 'Name', 'Repeating', 'IsReferenceData', 'Purpose', 'def:Structure', 'def:ArchiveLocationID', 'def:CommentOID'], ItemRef: ['ItemOID', 'OrderNumber', 'Mandatory'], ItemDef: ['OID', 'Name', 'DataType'],
  CodeList: ['OID', 'Name', 'DataType'], CodeListItem: ['CodedValue'], CodeListRef: ['CodeListOID'], MethodDef: ['OID', 'Name', 'Type'], 'def:CommentDef': ['OID'], 'def:Origin': ['Type', 'Source'], 'def:leaf': ['ID', 'xlink:href'], TranslatedText: ['xml:lang'],
};

/** Attribute that refers, and the kind of element that it must find. */
const REFERENCES: readonly (readonly [attribute: string, kind: string])[] = [['ItemOID', 'ItemDef'], ['CodeListOID', 'CodeList'], ['MethodOID', 'MethodDef'], ['def:CommentOID', 'def:CommentDef'], ['def:ArchiveLocationID', 'def:leaf']];

const TERMS: Readonly<Record<string, RegExp>> = {
  'ItemDef DataType': /^(text|integer|float|date)$/, 'CodeList DataType': /^(text|integer)$/, 'ItemDef Length': /^[1-9]\d*$/, 'ItemDef SignificantDigits': /^\d+$/, 'ItemDef SASFieldName': /^[A-Za-z_][A-Za-z0-9_]{0,7}$/, 'ItemGroupDef SASDatasetName': /^[A-Za-z_][A-Za-z0-9_]{0,7}$/,
  'def:Origin Type': /^(Assigned|Collected|Derived|Not Available|Other|Predecessor|Protocol)$/, 'def:Origin Source': /^(Investigator|Sponsor|Subject|Vendor)$/, 'MetaDataVersion def:DefineVersion': /^2\.1\.\d+$/, 'ODM def:Context': /^(Other|Submission)$/, 'MethodDef Type': /^(Computation|Imputation)$/, 'def:leaf ID': /^[A-Za-z_][A-Za-z0-9._-]*$/,
};

function shapeFaults(element: XmlElement): string[] {
  const { name, attributes, children } = element;
  const order = CHILDREN[name] ?? [];
  const places = children.map((child) => order.indexOf(child.name));
  const faults = places.every((place, at) => place >= 0 && place >= (places[at - 1] ?? 0)) ? [] : [`${name} has children ${children.map((child) => child.name).join(' ')}`];
  for (const attribute of REQUIRED[name] ?? []) if (!attributes.get(attribute)) faults.push(`${name} lacks ${attribute}`);
  for (const [attribute, value] of attributes) if (TERMS[`${name} ${attribute}`]?.test(value) === false) faults.push(`${name} ${attribute} is ${value}`);
  if (name === 'Description' || name === 'Decode') if (children.map((child) => child.attributes.get('xml:lang')).join(' ') !== 'en zh') faults.push(`${name} is not in both languages`);
  return faults;
}

function itemFaults({ attributes, children }: XmlElement): string[] {
  const [id, type] = [attributes.get('OID') ?? '', attributes.get('DataType')];
  const faults = (type === 'date') === attributes.has('Length') ? [`${id}: Length and ${type ?? ''}`] : [];
  if ((type === 'float') !== attributes.has('SignificantDigits')) faults.push(`${id}: SignificantDigits and ${type ?? ''}`);
  if (children.filter((child) => child.name === 'def:Origin').length !== 1) faults.push(`${id} has not one origin`);
  return faults;
}

function groupFaults({ attributes, children }: XmlElement): string[] {
  const refs = children.filter((child) => child.name === 'ItemRef').map((child) => child.attributes);
  const faults = refs.every((ref, at) => ref.get('OrderNumber') === String(at + 1)) ? [] : [`${attributes.get('OID') ?? ''} is out of order`];
  if (refs.map((ref) => ref.get('KeySequence') ?? '').join('') !== '1') faults.push(`${attributes.get('OID') ?? ''} has not one key`);
  return faults;
}

/** Breaches of the rules in a document: shape, terms, OIDs defined once, each reference with its target, nothing defined that nobody refers to. */
export function defineFaults(root: XmlElement): string[] {
  const all = elementsOf(root);
  const faults = all.flatMap(shapeFaults);
  const defined = new Map<string, number>();
  for (const { name, attributes } of all) {
    const id = attributes.get('OID') ?? attributes.get('ID');
    if (id !== undefined) defined.set(`${name} ${id}`, (defined.get(`${name} ${id}`) ?? 0) + 1);
  }
  for (const [key, times] of defined) if (times > 1) faults.push(`${key} is defined ${times} times`);
  const used = new Map<string, number>();
  for (const { name, attributes } of all) for (const [attribute, kind] of REFERENCES) {
    const target = attributes.get(attribute);
    if (target === undefined) continue;
    if (!defined.has(`${kind} ${target}`)) faults.push(`${name} refers to ${target}, which is no ${kind}`);
    used.set(`${kind} ${target}`, (used.get(`${kind} ${target}`) ?? 0) + 1);
  }
  for (const [, kind] of REFERENCES) for (const key of defined.keys()) if (key.startsWith(`${kind} `) && !used.has(key)) faults.push(`nothing refers to ${key}`);
  for (const [key, times] of used) if (key.startsWith('ItemDef ') && times !== 1) faults.push(`${key} stands in ${times} places`);
  const types = new Map(all.filter(({ name }) => name === 'CodeList').map(({ attributes }) => [attributes.get('OID'), attributes.get('DataType')]));
  for (const element of all) {
    if (element.name === 'ItemGroupDef') faults.push(...groupFaults(element));
    if (element.name !== 'ItemDef') continue;
    faults.push(...itemFaults(element));
    const list = element.children.find(({ name }) => name === 'CodeListRef')?.attributes.get('CodeListOID');
    if (list !== undefined && types.get(list) !== element.attributes.get('DataType')) faults.push(`${element.attributes.get('OID') ?? ''} and ${list} are of two types`);
  }
  return faults;
}
