import { z } from 'zod';

/** A member that a resource must have, and how often it may stand. */
type Rule = readonly [path: string, most: 1 | '*'];

/**
 * Elements of a minimum of one in FHIR R4 (4.0.1), and members of ours that may stand but once, by the tables "Resource
 * Content" in the sections named (https://hl7.org/fhir/R4/). `a.b` is required wherever `a` stands.
 */
export const R4_REQUIRED: Readonly<Record<string, { readonly section: string; readonly required: readonly Rule[]; readonly once: readonly string[] }>> = {
  ResearchStudy: { section: '8.22 researchstudy.html', required: [['status', 1]], once: ['title', 'description'] },
  // Invariant org-1 asks for a name or an identifier.
  Organization: { section: '8.6 organization.html', required: [['name', 1], ['identifier', '*']], once: ['active'] },
  Questionnaire: { section: '2.37 questionnaire.html', required: [['status', 1], ['item.linkId', 1], ['item.type', 1], ['item.item.linkId', 1], ['item.item.type', 1], ['item.answerOption.valueCoding', 1]], once: ['url', 'version', 'name', 'title'] },
  Patient: { section: '8.1 patient.html', required: [], once: ['gender', 'managingOrganization'] },
  ResearchSubject: { section: '8.23 researchsubject.html', required: [['status', 1], ['study', 1], ['individual', 1]], once: [] },
  BodyStructure: { section: '10.9 bodystructure.html', required: [['patient', 1]], once: ['active'] },
  ImagingStudy: { section: '10.4 imagingstudy.html', required: [['status', 1], ['subject', 1], ['series.uid', 1], ['series.modality', 1], ['series.instance.uid', 1], ['series.instance.sopClass', 1]], once: ['started', 'numberOfSeries', 'numberOfInstances'] },
  QuestionnaireResponse: { section: '2.38 questionnaireresponse.html', required: [['status', 1], ['item.linkId', 1]], once: ['questionnaire', 'subject'] },
  Observation: { section: '10.1 observation.html', required: [['status', 1], ['code', 1]], once: ['subject', 'effectiveDateTime', 'dataAbsentReason', 'method', 'valueBoolean', 'valueCodeableConcept'] },
  Provenance: { section: '6.3 provenance.html', required: [['target', '*'], ['recorded', 1], ['agent', '*'], ['agent.who', 1], ['entity.role', 1], ['entity.what', 1]], once: [] },
};

/** Codes of the required bindings that we use, by the same pages. */
export const R4_CODES: readonly (readonly [type: string, path: string, codes: readonly string[]])[] = [
  ['ResearchStudy', 'status', ['active', 'administratively-completed', 'approved', 'closed-to-accrual', 'closed-to-accrual-and-intervention', 'completed', 'disapproved', 'in-review', 'temporarily-closed-to-accrual', 'temporarily-closed-to-accrual-and-intervention', 'withdrawn']],
  ['Questionnaire', 'status', ['draft', 'active', 'retired', 'unknown']],
  ['Questionnaire', 'item.type', ['group', 'display', 'question', 'boolean', 'decimal', 'integer', 'date', 'dateTime', 'time', 'string', 'text', 'url', 'choice', 'open-choice', 'attachment', 'reference', 'quantity']],
  ['Patient', 'gender', ['male', 'female', 'other', 'unknown']],
  ['ResearchSubject', 'status', ['candidate', 'eligible', 'follow-up', 'ineligible', 'not-registered', 'off-study', 'on-study', 'on-study-intervention', 'on-study-observation', 'pending-on-study', 'potential-candidate', 'screening', 'withdrawn']],
  ['ImagingStudy', 'status', ['registered', 'available', 'cancelled', 'entered-in-error', 'unknown']],
  ['QuestionnaireResponse', 'status', ['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped']],
  ['Observation', 'status', ['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown']],
  ['Provenance', 'entity.role', ['derivation', 'revision', 'quotation', 'source', 'removal']],
];

/** The value set of absent data (https://hl7.org/fhir/R4/valueset-data-absent-reason.html). */
export const ABSENT_CODES = ['unknown', 'asked-unknown', 'temp-unknown', 'not-asked', 'asked-declined', 'masked', 'not-applicable', 'unsupported', 'as-text', 'error', 'not-a-number', 'negative-infinity', 'positive-infinity', 'not-performed', 'not-permitted'];

const members = z.record(z.string(), z.unknown());

/** All values at a path, through lists. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => valuesAt(entry, path));
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  const found = members.safeParse(value);
  return found.success && first in found.data ? valuesAt(found.data[first], rest) : [];
}

/** Every part of a resource with its path, leaves and branches alike. */
export function partsOf(value: unknown, path = ''): { readonly path: string; readonly value: unknown }[] {
  const inner = Array.isArray(value) ? value.flatMap((entry: unknown) => partsOf(entry, path)) : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, entry]) => partsOf(entry, `${path}.${name}`)) : [];
  return [{ path, value }, ...inner];
}

/** What a resource lacks or has too often, by the table above. */
export function faultsOf(resource: Readonly<Record<string, unknown>>): string[] {
  const type = String(resource['resourceType']);
  const rules = R4_REQUIRED[type];
  if (!rules) return [`no rules for ${type}`];
  const missing = rules.required.flatMap(([path, most]) => {
    const parts = path.split('.');
    const last = parts.at(-1) ?? '';
    return valuesAt(resource, parts.slice(0, -1)).flatMap((parent) => {
      const value = members.safeParse(parent).data?.[last];
      if (value === undefined) return [`${type}.${path} is missing`];
      return Array.isArray(value) === (most === '*') ? [] : [`${type}.${path} stands in the wrong number`];
    });
  });
  const often = rules.once.flatMap((name) => (Array.isArray(resource[name]) ? [`${type}.${name} may stand once`] : []));
  const empty = partsOf(resource).flatMap(({ path, value }) => (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0) ? [`${type}${path} is empty`] : []));
  const codes = R4_CODES.filter(([of]) => of === type).flatMap(([, path, known]) => valuesAt(resource, path.split('.')).flatMap((code) => (known.includes(String(code)) ? [] : [`${type}.${path} has no code ${String(code)}`])));
  return [...missing, ...often, ...empty, ...codes];
}
