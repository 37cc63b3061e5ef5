import type { AllowRule, ValueRule } from '../rewrite/value-rule.ts';
import { REFERENCE_LIST, REGION_LIST, SERIES_LIST, TOP_LIST } from './allow-list.ts';
import { FURTHER_ATTRIBUTES_TEXT } from './further-attributes.data.ts';
import { TABLE_E1_1_TEXT } from './table-e1-1.data.ts';

/** Edition of the table that the policy is compared with. */
export const TABLE_EDITION = 'PS3.15 2024b, table E.1-1';
/** Editions of the dictionary that attributes outside the table come from. */
export const FURTHER_EDITION = 'PS3.6 2024b and 2024d';
/** The two attributes of ethnic groups came into the standard later. */
const LATER_EDITION = 'PS3.6 2025';
const LATER: ReadonlySet<string> = new Set(['0010,2161', '0010,2162']);

/** What happens to an attribute at the top level or inside an allowed item. */
export type PolicyAction = 'remove' | 'empty' | 'replace' | 'map-uid' | 'shift' | 'clean' | 'keep';

/** One attribute of the table, or of the further attributes, with what these rules do and why. */
export interface PolicyRow {
  readonly tag: string;
  readonly vr: string;
  readonly keyword: string;
  /** Code of the Basic Application Level Confidentiality Profile; `-` for attributes outside the table. */
  readonly basic: string;
  /** Codes of the table's options by name. */
  readonly options: Readonly<Record<string, string>>;
  readonly action: PolicyAction;
  readonly reason: string;
  readonly source: 'table' | 'further';
  /** Edition of the standard in which the attribute was looked up. */
  readonly edition: string;
  /** Paths at which it may stand in a clean file; empty when it is never written. `[]` stands for any item. */
  readonly places: readonly string[];
}

/** One place where an attribute may stay. */
export interface AllowedPlace {
  readonly path: string;
  readonly vr: string;
  readonly action: PolicyAction;
  readonly reason: string;
}

const REASONS: Readonly<Record<string, string>> = {
  person: 'Names a person: patient, relative, physician or staff.',
  patient: 'Number, alias or circumstance under which the patient is known.',
  contact: 'Address, telephone number or network address.',
  place: 'Names a hospital, department, ward, room or position on the map.',
  order: 'Number or text of an order, visit or examination by which a hospital finds the patient.',
  time: 'A date or time that no analysis needs; those that it needs are shifted and listed as such.',
  uid: 'A UID may hold dates and serial numbers; the UIDs that an image needs are mapped, this one is not needed.',
  device: 'Serial number, name or network title of a device, which leads to its hospital; the registry needs maker, model and version only.',
  characteristic: 'Describes the patient; what the study needs of it is in its forms.',
  trial: 'Belongs to another trial, or names its sponsor, site or protocol.',
  text: 'Free text can hold anything about a person; no free text leaves.',
  content: 'Structured or recorded content about the patient; reports are held, not cleaned.',
  graphics: 'Drawn or typed graphics over the picture can spell names.',
  original: 'Holds earlier or encrypted values of attributes, or signatures over them.',
  binary: 'Bytes that cannot be checked for what they hold.',
  sequence: 'A sequence that the study does not need; its items could hold any attribute.',
  number: 'An identifier that the study does not need.',
  private: 'Meaning known to its maker only; no private attribute is kept.',
  padding: 'Padding can hold remains of memory.',
  other: 'Not needed by the study, and nothing that no rule allows is written.',
};

const ACTIONS: Readonly<Record<ValueRule['kind'], PolicyAction>> = {
  'mapped-uid': 'map-uid', 'registered-uid': 'keep', codes: 'clean', date: 'shift', time: 'clean', 'date-time': 'shift', age: 'clean', subject: 'replace',
  fixed: 'replace', method: 'replace', empty: 'empty', 'device-text': 'clean', maker: 'clean', model: 'clean', 'approved-text': 'clean', 'number-text': 'keep', binary: 'keep', tags: 'keep', image: 'replace', 'coded-choice': 'clean',
  'fixed-codes': 'replace', items: 'clean',
};

const OPTION_NAMES: Readonly<Record<string, string>> = {
  sp: 'retainSafePrivate', ui: 'retainUIDs', de: 'retainDeviceIdentity', in: 'retainInstitutionIdentity', pc: 'retainPatientCharacteristics',
  fd: 'retainLongitudinalFullDates', md: 'retainLongitudinalModifiedDates', cd: 'cleanDescriptors', cs: 'cleanStructuredContent', cg: 'cleanGraphics',
};

const places = (prefix: string, list: readonly AllowRule[]): AllowedPlace[] =>
  list.map(({ tag, vr, rule, reason }) => ({ path: prefix + tag, vr, action: ACTIONS[rule.kind], reason }));

/** Every place where an attribute may stand in a clean file. What is not in this list is not written. */
export function allowedPlaces(): readonly AllowedPlace[] {
  return [
    ...places('', TOP_LIST),
    ...places('0008,1115[]/', SERIES_LIST),
    ...places('0008,1115[]/0008,114a[]/', REFERENCE_LIST),
    ...places('0008,1140[]/', REFERENCE_LIST),
    ...places('0008,2112[]/', REFERENCE_LIST),
    ...places('0018,6011[]/', REGION_LIST),
  ];
}

function readOptions(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair !== '').map((pair) => pair.split(':'));
  return Object.fromEntries(pairs.map(([name = '', code = '']) => [OPTION_NAMES[name] ?? name, code]));
}

const editionOf = (tag: string, source: PolicyRow['source']): string => (source === 'table' ? TABLE_EDITION : LATER.has(tag) ? LATER_EDITION : FURTHER_EDITION);

function readRow(text: string, source: PolicyRow['source'], allowed: ReadonlyMap<string, readonly AllowedPlace[]>): PolicyRow {
  const [tag = '', vr = '', keyword = '', basic = '', options = '', kind = ''] = text.split('|');
  const places = allowed.get(tag) ?? [];
  // An attribute may stand at several places; the row's action is that of the outermost one.
  const [place] = places;
  const reason = place?.reason ?? REASONS[kind];
  if (reason === undefined) throw new RangeError(`policy: ${tag} has no reason`);
  return { tag, vr: vr.replaceAll('_', ' '), keyword, basic, options: readOptions(options), action: place?.action ?? 'remove', reason, source, edition: editionOf(tag, source), places: places.map(({ path }) => path) };
}

/** The whole policy as data: each row of the table, then the further attributes. */
export function policyRows(): readonly PolicyRow[] {
  const allowed = new Map<string, AllowedPlace[]>();
  for (const place of allowedPlaces()) {
    const tag = place.path.slice(place.path.lastIndexOf('/') + 1);
    allowed.set(tag, [...(allowed.get(tag) ?? []), place]);
  }
  const rows = (text: string, source: PolicyRow['source']): PolicyRow[] =>
    text.split(';').map((row) => row.trim()).filter((row) => row !== '').map((row) => readRow(row, source, allowed));
  return [...rows(TABLE_E1_1_TEXT, 'table'), ...rows(FURTHER_ATTRIBUTES_TEXT, 'further')];
}
