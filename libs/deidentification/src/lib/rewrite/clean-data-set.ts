import { asciiBytes, Header, lookUp, parseTag, type TagText, type Vr, type WriteElement } from '@echocohort/dicom';
import type { Action } from '../deidentification.types.ts';
import { applyRule, codeItem, leftOut, type IdentityMap } from './apply-rule.ts';
import type { AllowRule, CodedChoice } from './value-rule.ts';

/** Elements to write and what was done to each path. */
export interface CleanLevel {
  readonly elements: readonly WriteElement[];
  readonly actions: readonly Action[];
  /** Required attributes that the source does not have in a usable form. */
  readonly missing: readonly TagText[];
}

type Written = { readonly element: WriteElement; readonly actions: readonly Action[] } | null;

const vrOf = (allow: AllowRule): Vr => {
  const vr = lookUp(parseTag(allow.tag))?.vr;
  if (!vr) throw new RangeError(`allow list: ${allow.tag} is not in the dictionary`);
  return vr;
};

/** A text that is written whatever the source says; `kept` only if the source says just that. */
function constantText(allow: AllowRule, text: string, header: Header, path: string): Written {
  const before = header.text(allow.tag);
  const present = header.element(allow.tag) !== null;
  const action = (before ?? '') === text ? (present ? 'kept' : 'added') : present ? (text === '' ? 'emptied' : 'replaced') : 'added';
  return { element: { tag: parseTag(allow.tag), vr: vrOf(allow), value: asciiBytes(text) }, actions: [{ path, action }] };
}

const codeOf = (item: Header): string => [item.text('0008,0100'), item.text('0008,0102'), item.text('0008,0104')].join('\n');
const codeText = ({ value, scheme, meaning }: CodedChoice): string => [value, scheme, meaning].join('\n');

function fixedCodes(allow: AllowRule, codes: readonly CodedChoice[], header: Header, path: string): Written {
  const same = header.items(allow.tag).map(codeOf).join('\n\n') === codes.map(codeText).join('\n\n');
  const action = same ? 'kept' : header.element(allow.tag) ? 'replaced' : 'added';
  return { element: { tag: parseTag(allow.tag), vr: 'SQ', items: codes.map(codeItem) }, actions: [{ path, action }] };
}

function codedChoice(allow: AllowRule, choices: readonly CodedChoice[], header: Header, path: string): Written {
  const items = header.items(allow.tag);
  const chosen = items.flatMap((item) => choices.filter(({ value, scheme }) => value === item.text('0008,0100') && scheme === item.text('0008,0102')));
  if (chosen.length === 0) return null;
  const same = items.length === chosen.length && items.every((item, index) => item.dataSet.all.length === 3 && codeOf(item) === codeText(chosen[index] ?? { value: '', scheme: '', meaning: '' }));
  return { element: { tag: parseTag(allow.tag), vr: 'SQ', items: chosen.map(codeItem) }, actions: [{ path, action: same ? 'kept' : 'cleaned' }] };
}

function cleanItems(allow: AllowRule, rule: Extract<AllowRule['rule'], { kind: 'items' }>, header: Header, identity: IdentityMap, path: string): Written {
  const cleaned = header.items(allow.tag).map((item, index) => cleanLevel(item, rule.list, identity, `${path}[${index}]/`));
  const complete = cleaned.filter(({ elements }) => rule.needs.every((tag) => elements.some((element) => element.tag === parseTag(tag))));
  if (complete.length === 0) return null;
  const actions = cleaned.flatMap((level, index) => (complete.includes(level) ? level.actions : [{ path: `${path}[${index}]`, action: 'removed' as const }]));
  return { element: { tag: parseTag(allow.tag), vr: 'SQ', items: complete.map(({ elements }) => elements) }, actions: [{ path, action: 'kept' }, ...actions] };
}

function write(allow: AllowRule, header: Header, identity: IdentityMap, path: string): Written {
  const { rule } = allow;
  switch (rule.kind) {
    case 'subject':
      return constantText(allow, identity.subjectCode, header, path);
    case 'method':
      return constantText(allow, identity.method, header, path);
    case 'fixed':
      return constantText(allow, rule.text, header, path);
    case 'empty':
      return constantText(allow, '', header, path);
    case 'fixed-codes':
      return fixedCodes(allow, rule.codes, header, path);
    case 'coded-choice':
      return codedChoice(allow, rule.choices, header, path);
    case 'items':
      return cleanItems(allow, rule, header, identity, path);
    default: {
      const applied = applyRule(allow, header, identity);
      if (applied !== null) return { element: applied.element, actions: [{ path, action: applied.action }] };
      return allow.orEmpty || (allow.orEmptyIfPresent && header.element(allow.tag)) ? constantText(allow, '', header, path) : null;
    }
  }
}

/** Builds one level anew: only what the list allows, each value by its rule. `image` attributes are written by the pixel step. */
export function cleanLevel(header: Header, list: readonly AllowRule[], identity: IdentityMap, prefix = ''): CleanLevel {
  const elements: WriteElement[] = [];
  const actions: Action[] = leftOut(header.dataSet, new Set(list.map(({ tag }) => tag)), prefix);
  const missing: TagText[] = [];
  for (const allow of list) {
    if (allow.rule.kind === 'image') continue;
    const path = prefix + allow.tag;
    const written = write(allow, header, identity, path);
    if (written !== null) {
      elements.push(written.element);
      actions.push(...written.actions);
    } else {
      if (header.element(allow.tag)) actions.push({ path, action: 'removed' });
      if (allow.required) missing.push(path);
    }
  }
  return { elements, actions, missing };
}
