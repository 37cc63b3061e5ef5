import { isPlainDate } from '@echocohort/kernel';
import { isMissing, type TypedCell } from '../typed-table.ts';
import { absentExtensions, coding, fhirId, fhirText, labelOf, lesionExtension, reference, systemOf } from './fhir-elements.ts';
import type { FhirForm, FhirItem, FhirResource, FhirRow, FhirSource } from './fhir-model.ts';
import { choiceSystem, questionnaireUrl } from './study-resources.ts';

type Members = Readonly<Record<string, unknown>>;

/** A person entered nothing: the form of this item was not saved, or not with it. */
const NOT_ENTERED = 'not-entered';

/** Choices that say the same as an administrative gender (http://hl7.org/fhir/ValueSet/administrative-gender). */
const GENDERS: Readonly<Record<string, string>> = { male: 'male', m: 'male', female: 'female', f: 'female', other: 'other', unknown: 'unknown' };

/** The gender that an item `sex` or `gender` of a form about the patient holds; a study without one tells none. */
function genderOf({ definition }: FhirSource, row: FhirRow): string | undefined {
  const items = definition.forms.filter(({ scope }) => scope === 'patient').flatMap((form) => form.items);
  const item = items.find(({ code, type }) => type === 'choice' && (code === 'sex' || code === 'gender'));
  const value = item ? row.text(item.code) : null;
  return value !== null && Object.hasOwn(GENDERS, value) ? GENDERS[value] : undefined;
}

/** A patient under the code of the study: no name, no birth date (FHIR R4, 8.1 Patient). */
export function patient(source: FhirSource, row: FhirRow): FhirResource {
  const [subject, centre] = [row.text('subject') ?? '', row.text('centre')];
  return {
    resourceType: 'Patient', id: fhirId(subject), identifier: [{ system: systemOf(source.definition, 'subject'), value: subject }],
    gender: genderOf(source, row), ...(centre !== null && { managingOrganization: reference('Organization', fhirId(centre)) }),
  };
}

/** That the patient takes part (FHIR R4, 8.23 ResearchSubject). */
export function researchSubject({ definition }: FhirSource, row: FhirRow): FhirResource {
  const subject = row.text('subject') ?? '';
  return {
    resourceType: 'ResearchSubject', id: fhirId(subject), identifier: [{ system: systemOf(definition, 'subject'), value: subject }],
    status: 'on-study', study: reference('ResearchStudy', fhirId(definition.study.code)), individual: reference('Patient', fhirId(subject)),
  };
}

const INTEGER_END = 2 ** 31;

/** Name of the member that holds a value of this type: `integer` has 32 bits in FHIR. */
function valueMember(type: FhirItem['type'], cell: TypedCell): string {
  if (type === 'integer') return typeof cell === 'number' && (!Number.isInteger(cell) || cell >= INTEGER_END || cell < -INTEGER_END) ? 'valueDecimal' : 'valueInteger';
  return { number: 'valueDecimal', choice: 'valueCoding', boolean: 'valueBoolean', date: 'valueDate', text: 'valueString' }[type];
}

/** The value as FHIR writes it; undefined when the cell is no value of the item's type. */
function valueOf(source: FhirSource, form: FhirForm, item: FhirItem, cell: string | number): unknown {
  if (item.type === 'number' || item.type === 'integer') return Number.isFinite(Number(cell)) ? Number(cell) : undefined;
  const text = String(cell);
  if (item.type === 'boolean') return text === '1' ? true : text === '0' ? false : undefined;
  if (item.type === 'choice') return coding(choiceSystem(source.definition, form.code, item.code), text, labelOf(item.choices, text));
  if (item.type === 'date') return isPlainDate(text) ? text : undefined;
  return text.trim() === '' ? undefined : fhirText(text);
}

/** One answer: the value, or in its place the reason why there is none. */
function answerOf(source: FhirSource, form: FhirForm, item: FhirItem, cell: TypedCell): Members | null {
  if (cell === null) return null;
  const member = valueMember(item.type, cell);
  if (isMissing(cell)) {
    const absent = absentExtensions(source.definition, source.dataset, cell.missing);
    return item.type === 'choice' ? { [member]: absent } : { [`_${member}`]: absent };
  }
  const value = valueOf(source, form, item, cell);
  return value === undefined ? null : { [member]: value };
}

/** Nothing more is expected once a snapshot is locked: a form is whole, or it was left. */
const statusOf = (form: FhirForm, row: FhirRow): string => (form.items.some(({ code, required, requiredIf }) => {
  const cell = row.cell(code);
  return required && requiredIf === undefined && (cell === null || (isMissing(cell) && cell.missing === NOT_ENTERED));
}) ? 'stopped' : 'completed');

function response(source: FhirSource, form: FhirForm, row: FhirRow, key: string, members: Members): FhirResource {
  const item = form.items.flatMap((entry) => {
    const answer = answerOf(source, form, entry, row.cell(entry.code));
    return answer === null ? [] : [{ linkId: entry.code, answer: [answer] }];
  });
  return {
    resourceType: 'QuestionnaireResponse', id: fhirId(key, form.code), ...members, questionnaire: `${questionnaireUrl(source.definition, form.code)}|${source.definition.study.version}`,
    status: statusOf(form, row), subject: reference('Patient', fhirId(row.text('subject') ?? '')), ...(item.length > 0 && { item }),
  };
}

const formsAbout = ({ definition }: FhirSource, scope: FhirForm['scope']): FhirForm[] => definition.forms.filter((form) => form.scope === scope);

/** The forms of a patient (FHIR R4, 2.38 QuestionnaireResponse). */
export const patientResponses = (source: FhirSource, row: FhirRow): FhirResource[] => formsAbout(source, 'patient').map((form) => response(source, form, row, row.text('subject') ?? '', {}));

/** The forms of a lesion: about the patient, too, with the lesion named beside. */
export function lesionResponses(source: FhirSource, row: FhirRow): FhirResource[] {
  const lesion = row.text('lesion') ?? '';
  return formsAbout(source, 'lesion').map((form) => response(source, form, row, lesion, { extension: [lesionExtension(lesion)] }));
}
