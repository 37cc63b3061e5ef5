import type { AllowRule, ValueRule } from '../rewrite/value-rule.ts';
import { REFERENCE_LIST, REGION_LIST, SERIES_LIST, TOP_LIST } from './allow-list.ts';
import { FURTHER_ATTRIBUTES_TEXT } from './further-attributes.data.ts';
import { TABLE_E1_1_TEXT } from './table-e1-1.data.ts';

/** Edition of the table that the policy is compared with. */
export const TABLE_EDITION = 'PS3.15 2024b, table E.1-1';

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
  fixed: 'replace', method: 'replace', empty: 'empty', 'device-text': 'clean', 'number-text': 'keep', binary: 'keep', tags: 'keep', image: 'replace', 'coded-choice': 'clean',
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

function readRow(text: string, source: PolicyRow['source'], allowed: ReadonlyMap<string, AllowedPlace>): PolicyRow {
  const [tag = '', vr = '', keyword = '', basic = '', options = '', kind = ''] = text.split('|');
  const place = allowed.get(tag);
  const reason = place?.reason ?? REASONS[kind];
  if (reason === undefined) throw new RangeError(`policy: ${tag} has no reason`);
  return { tag, vr: vr.replaceAll('_', ' '), keyword, basic, options: readOptions(options), action: place?.action ?? 'remove', reason, source };
}

/** The whole policy as data: each row of the table, then the further attributes. */
export function policyRows(): readonly PolicyRow[] {
  // An attribute may stand at several places; the table's row tells the first, the list of places tells all.
  const allowed = new Map([...allowedPlaces()].reverse().map((place) => [place.path.slice(place.path.lastIndexOf('/') + 1), place]));
  const rows = (text: string, source: PolicyRow['source']): PolicyRow[] =>
    text.split(';').map((row) => row.trim()).filter((row) => row !== '').map((row) => readRow(row, source, allowed));
  return [...rows(TABLE_E1_1_TEXT, 'table'), ...rows(FURTHER_ATTRIBUTES_TEXT, 'further')];
}
