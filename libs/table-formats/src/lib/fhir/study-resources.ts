import type { LocalText } from '@echocohort/kernel';
import { coding, extensionUrl, fhirId, missingReasonExtension, systemOf, worded } from './fhir-elements.ts';
import type { FhirForm, FhirItem, FhirResource, FhirSource, FhirStudy } from './fhir-model.ts';

type Members = Readonly<Record<string, unknown>>;

/** The study itself (FHIR R4, 8.22 ResearchStudy). */
export function researchStudy({ definition }: FhirSource): FhirResource {
  const { code, title, registration } = definition.study;
  const identifier = [{ system: systemOf(definition, 'study'), value: code }, ...(registration === undefined ? [] : [{ system: extensionUrl('registration'), value: registration }])];
  return { resourceType: 'ResearchStudy', id: fhirId(code), language: 'en', identifier, ...worded('title', title), status: 'active' };
}

const ROLES: Readonly<Record<string, LocalText>> = { development: { en: 'development', zh: '开发' }, external: { en: 'external', zh: '外部' } };

/** The centres (FHIR R4, 8.6 Organization). */
export const organizations = ({ definition }: FhirSource): FhirResource[] => definition.centres.map(({ code, name, role }) => ({
  resourceType: 'Organization', id: fhirId(code), language: 'en', identifier: [{ system: systemOf(definition, 'centre'), value: code }],
  active: true, type: [{ coding: [coding(systemOf(definition, 'centre-role'), role, ROLES[role])] }], ...worded('name', name),
}));

const ITEM_TYPES: Readonly<Record<FhirItem['type'], string>> = { number: 'decimal', integer: 'integer', choice: 'choice', boolean: 'boolean', date: 'date', text: 'text' };

/** System of the codes of one choice. */
export const choiceSystem = (study: FhirStudy, form: string, item: string): string => systemOf(study, `${form}/${item}`);

/** Address of a form; an answer names it with its version. */
export const questionnaireUrl = (study: FhirStudy, form: string): string => systemOf(study, `Questionnaire/${form}`);

/** Unit, bounds and permitted missing reasons of a question. */
function itemExtensions(source: FhirSource, item: FhirItem): Members[] {
  const { definition, dataset } = source;
  const value = item.type === 'integer' ? 'valueInteger' : 'valueDecimal';
  const bounds = [['minValue', item.range?.min], ['maxValue', item.range?.max]] as const;
  return [
    ...(item.unit === undefined ? [] : [{ url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit', valueCoding: { code: item.unit, display: item.unit } }]),
    ...bounds.flatMap(([name, bound]) => (typeof bound === 'number' ? [{ url: `http://hl7.org/fhir/StructureDefinition/${name}`, [value]: bound }] : [])),
    ...item.missingReasons.map((reason) => missingReasonExtension(definition, dataset, reason)),
  ];
}

/** Words below a question, as an item of their own (extension `questionnaire-itemControl`, code `help`). */
const helpItem = (code: string, help: LocalText): Members => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl', valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'help' }] } }],
  linkId: `${code}.help`, ...worded('text', help), type: 'display',
});

function questionItem(source: FhirSource, form: FhirForm, item: FhirItem): Members {
  const extension = itemExtensions(source, item);
  const system = choiceSystem(source.definition, form.code, item.code);
  return {
    ...(extension.length > 0 && { extension }),
    linkId: item.code, ...worded('text', item.label), type: ITEM_TYPES[item.type], required: item.required && item.requiredIf === undefined,
    ...(item.type === 'text' && item.maxLength !== undefined && { maxLength: item.maxLength }),
    ...(item.type === 'choice' && { answerOption: (item.choices ?? []).map(({ code, label }) => ({ valueCoding: coding(system, code, label) })) }),
    ...(item.help !== undefined && { item: [helpItem(item.code, item.help)] }),
  };
}

/** The forms (FHIR R4, 2.37 Questionnaire). */
export const questionnaires = (source: FhirSource): FhirResource[] => source.definition.forms.map((form) => ({
  resourceType: 'Questionnaire', id: fhirId(form.code), language: 'en', url: questionnaireUrl(source.definition, form.code), version: source.definition.study.version,
  name: `Form_${form.code.replaceAll('-', '_')}`, ...worded('title', form.name), status: 'active', subjectType: ['Patient'], item: form.items.map((item) => questionItem(source, form, item)),
}));
