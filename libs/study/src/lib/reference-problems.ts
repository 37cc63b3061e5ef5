import { protocolProblems } from '@echocohort/protocol';
import { columnProblems } from './column-problems.ts';
import { criterionProblems, orderProblems } from './criterion-problems.ts';
import { duplicates, problem } from './definition-problem.ts';
import type { DefinitionPath, DefinitionProblem } from './definition-problem.ts';
import type { ItemDefinition } from './item-definition.schema.ts';
import { isAnswer, itemProblems } from './item-problems.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

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
    ...columnProblems(definition),
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
