import { ruleOf } from '@echocohort/eligibility';
import type { ParameterKind } from '@echocohort/eligibility';
import { protocolProblems } from '@echocohort/protocol';
import type { DefinitionPath, DefinitionProblem } from './definition-problem.ts';
import { pathText } from './definition-problem.ts';
import type { ItemDefinition } from './item-definition.schema.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

const problem = (code: string, path: DefinitionPath, detail: string): DefinitionProblem => ({ code, path, detail: `${pathText(path)}: ${detail}` });

function duplicates(entries: readonly { readonly code: string }[], path: DefinitionPath): DefinitionProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ code }, index) => {
    const twice = seen.has(code);
    seen.add(code);
    return !twice ? [] : [problem('duplicate-code', [...path, index, 'code'], `the code ${code} stands here a second time. Give each its own code.`)];
  });
}

/** Item codes are unique over all forms, because columns, rules and queries name an item by its code alone. */
function itemProblems(definition: StudyDefinition, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  const seen = new Set<string>();
  const reasons = new Set(definition.missingReasons.map(({ code }) => code));
  return definition.forms.flatMap((form, f) =>
    form.items.flatMap((item, i) => {
      const path = ['forms', f, 'items', i];
      const twice = seen.has(item.code) ? [problem('duplicate-code', [...path, 'code'], `the item ${item.code} stands here a second time. Give each item its own code, also across forms.`)] : [];
      seen.add(item.code);
      return [...twice, ...shapeProblems(item, path), ...linkProblems(item, path, items, reasons), ...duplicates(item.choices ?? [], [...path, 'choices'])];
    }),
  );
}

function shapeProblems(item: ItemDefinition, path: DefinitionPath): DefinitionProblem[] {
  const numeric = item.type === 'number' || item.type === 'integer';
  const found: DefinitionProblem[] = [];
  if ((item.type === 'choice') !== (item.choices !== undefined)) found.push(problem('choices-contradict-type', path, 'choices and the type choice go together. Add or remove one.'));
  if (item.range && !numeric) found.push(problem('range-without-number', [...path, 'range'], 'only a number has a range. Remove it.'));
  if (item.maxLength !== undefined && item.type !== 'text') found.push(problem('length-without-text', [...path, 'maxLength'], 'only a text has a length. Remove it.'));
  const { min = null, max = null } = item.range ?? {};
  if (min !== null && max !== null && min > max) found.push(problem('range-impossible', [...path, 'range'], `no value is at least ${min} and at most ${max}. Correct the range.`));
  return found;
}

function linkProblems(item: ItemDefinition, path: DefinitionPath, items: ReadonlyMap<string, ItemDefinition>, reasons: ReadonlySet<string>): DefinitionProblem[] {
  const unknown = item.missingReasons.flatMap((reason, r) => (reasons.has(reason) ? [] : [problem('names-no-reason', [...path, 'missingReasons', r], `${reason} is not one of missingReasons. Add it there or correct it.`)]));
  if (!item.requiredIf) return unknown;
  const other = items.get(item.requiredIf.item);
  const place = [...path, 'requiredIf', 'item'];
  if (!other) return [...unknown, problem('names-no-item', place, `no form has the item ${item.requiredIf.item}. Correct the name or add the item.`)];
  const strange = (item.requiredIf.in ?? []).filter((value) => !isAnswer(other, value));
  return [...unknown, ...strange.map((value) => problem('names-no-choice', [...path, 'requiredIf', 'in'], `${String(value)} is no answer to ${other.code}. Correct it.`))];
}

const isAnswer = (item: ItemDefinition, value: string | boolean): boolean =>
  typeof value === 'boolean' ? item.type === 'boolean' : (item.choices ?? []).some(({ code }) => code === value);

const ITEM_KINDS: Readonly<Record<string, readonly ItemDefinition['type'][]>> = { 'number-item': ['number', 'integer'], 'yes-no-item': ['boolean'], 'choice-item': ['choice'] };

function criterionProblems(definition: StudyDefinition, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  return definition.eligibility.criteria.flatMap((criterion, c) => {
    const path = ['eligibility', 'criteria', c];
    const rule = ruleOf(criterion.code);
    if (!rule) return [problem('names-no-rule', [...path, 'code'], `no eligibility rule has the code ${criterion.code}. Correct it.`)];
    const surplus = Object.keys(criterion.parameters).filter((name) => !Object.hasOwn(rule.parameters, name));
    return [
      ...surplus.map((name) => problem('unknown-key', [...path, 'parameters', name], `${criterion.code} reads no parameter ${name}. Remove it.`)),
      ...Object.entries(rule.parameters).flatMap(([name, kind]) => parameterProblems(criterion.parameters, name, kind, items, [...path, 'parameters', name])),
    ];
  });
}

function parameterProblems(given: Readonly<Record<string, string | number>>, name: string, kind: ParameterKind, items: ReadonlyMap<string, ItemDefinition>, path: DefinitionPath): DefinitionProblem[] {
  const value = given[name];
  if (value === undefined) return [problem('missing-key', path, `the rule needs the parameter ${name}. Add it.`)];
  if (kind === 'number') return typeof value === 'number' ? [] : [problem('invalid-value', path, 'this parameter is a number. Write one.')];
  if (kind.startsWith('choice:')) {
    const item = items.get(String(given[kind.slice('choice:'.length)]));
    return !item || isAnswer(item, String(value)) ? [] : [problem('names-no-choice', path, `${value} is no choice of ${item.code}. Correct it.`)];
  }
  const item = items.get(String(value));
  if (!item) return [problem('rule-names-no-item', path, `no form has the item ${value}. Correct the name or add the item.`)];
  const types = ITEM_KINDS[kind] ?? [];
  return types.includes(item.type) ? [] : [problem('rule-names-wrong-item', path, `${item.code} is of type ${item.type}; the rule reads ${types.join(' or ')}. Name another item.`)];
}

function orderProblems({ eligibility }: StudyDefinition): DefinitionProblem[] {
  const codes = eligibility.criteria.map(({ code }) => code);
  const path = ['eligibility', 'primaryOrder'];
  const missing = codes.filter((code) => !eligibility.primaryOrder.includes(code));
  return [
    ...eligibility.primaryOrder.flatMap((code, index) => (codes.includes(code) ? [] : [problem('names-no-criterion', [...path, index], `${code} is not one of the criteria. Remove it.`)])),
    ...missing.map((code) => problem('criterion-without-place', path, `${code} has no place in the order. Add it.`)),
    ...duplicates(eligibility.criteria, ['eligibility', 'criteria']),
  ];
}

function linkToItem(code: string, path: DefinitionPath, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  return items.has(code) ? [] : [problem('names-no-item', path, `no form has the item ${code}. Correct the name or add the item.`)];
}

function analysisProblems(definition: StudyDefinition, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  return definition.analysis.flatMap((variable, v) => {
    const path = ['analysis', v];
    const item = items.get(variable.item);
    if (!item) return linkToItem(variable.item, [...path, 'item'], items);
    const cuts = [variable.positive, variable.above].filter((cut) => cut !== undefined).length;
    const strange = (variable.positive ?? []).filter((value) => !isAnswer(item, value));
    return [
      ...(variable.kind === 'binary' && cuts !== 1 ? [problem('variable-without-cut', path, 'a binary variable needs either positive or above. Give one of them.')] : []),
      ...(variable.kind !== 'binary' && cuts > 0 ? [problem('variable-cut-unused', path, 'only a binary variable has positive or above. Remove it.')] : []),
      ...strange.map((value) => problem('names-no-choice', [...path, 'positive'], `${String(value)} is no answer to ${item.code}. Correct it.`)),
    ];
  });
}

function deviceProblems({ centres, devices }: StudyDefinition): DefinitionProblem[] {
  const known = new Set(centres.map(({ code }) => code));
  return devices.flatMap((device, index) => (known.has(device.centre) ? [] : [problem('names-no-centre', ['devices', index, 'centre'], `no centre has the code ${device.centre}. Correct it or add the centre.`)]));
}

function protocolPlaces(definition: StudyDefinition): DefinitionProblem[] {
  const { slots } = definition.protocol;
  return protocolProblems(definition.protocol).map(({ code, detail, slot }) => {
    const index = slots.findLastIndex((entry) => entry.code === slot);
    return problem(code, index < 0 ? ['protocol', 'slots'] : ['protocol', 'slots', index], detail);
  });
}

/** Everything that the schema cannot see: codes that stand twice and names that lead nowhere. */
export function referenceProblems(definition: StudyDefinition): DefinitionProblem[] {
  const items = new Map(definition.forms.flatMap((form) => form.items.map((item) => [item.code, item] as const)));
  const { afpWindow } = definition.eligibility;
  return [
    ...duplicates(definition.centres, ['centres']),
    ...duplicates(definition.devices, ['devices']),
    ...deviceProblems(definition),
    ...protocolPlaces(definition),
    ...duplicates(definition.missingReasons, ['missingReasons']),
    ...duplicates(definition.forms, ['forms']),
    ...itemProblems(definition, items),
    ...duplicates(definition.lesionTypes, ['lesionTypes']),
    ...duplicates(definition.pathologyMethods, ['pathologyMethods']),
    ...criterionProblems(definition, items),
    ...orderProblems(definition),
    ...(afpWindow ? [...linkToItem(afpWindow.value, ['eligibility', 'afpWindow', 'value'], items), ...linkToItem(afpWindow.date, ['eligibility', 'afpWindow', 'date'], items)] : []),
    ...duplicates(definition.panelReasons, ['panelReasons']),
    ...duplicates(definition.analysis, ['analysis']),
    ...analysisProblems(definition, items),
  ];
}
