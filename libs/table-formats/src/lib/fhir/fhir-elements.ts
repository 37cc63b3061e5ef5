import type { LocalText } from '@echocohort/kernel';
import type { CodeLabel, Dataset } from '../typed-table.ts';
import type { FhirStudy } from './fhir-model.ts';

type Members = Readonly<Record<string, unknown>>;

/** Where codes, identifiers and extensions of the platform are named; a reserved domain, so that it claims nobody's address. */
const BASE = 'https://echocohort.example/fhir';
const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation';
const DATA_ABSENT_REASON = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** Name of a code system or of a kind of identifiers of one study. */
export const systemOf = ({ study }: FhirStudy, name: string): string => `${BASE}/${study.code}/${name}`;
export const extensionUrl = (name: string): string => `${BASE}/StructureDefinition/${name}`;

const LONGEST_ID = 64;

/**
 * A resource's id out of codes: letters, digits, `-` and `.`, at most 64 (FHIR R4, 2.24.0.1 id). Codes of a study hold no
 * dot but may hold `_`, which becomes one: two codes never become one id.
 */
export function fhirId(...codes: readonly string[]): string {
  const id = codes.map((code) => code.replaceAll('_', '.')).join('..');
  if (!/^[A-Za-z0-9\-.]+$/.test(id) || id.length > LONGEST_ID) throw new Error(`no id can be made of ${codes.length} codes of ${id.length} signs together`);
  return id;
}

export const reference = (type: string, id: string): Members => ({ reference: `${type}/${id}` });

/** A string may hold no control sign but tab and line ends (FHIR R4, 2.24.0.1 string). */
export const fhirText = (text: string): string => text.replace(/\p{Cc}/gu, (sign) => (sign >= ' ' || '\t\n\r'.includes(sign) ? sign : '\ufffd'));

/** A string member in English with its Chinese translation (extension `translation`). */
export const worded = (member: string, { en, zh }: LocalText): Members => ({
  [member]: fhirText(en),
  [`_${member}`]: { extension: [{ url: TRANSLATION, extension: [{ url: 'lang', valueCode: 'zh' }, { url: 'content', valueString: fhirText(zh) }] }] },
});

/** A code with its words; a code that no list explains stands alone. */
export const coding = (system: string, code: string, label: LocalText | undefined): Members => ({ system, code, ...(label && worded('display', label)) });

export const labelOf = (labels: readonly CodeLabel[] | undefined, code: string): LocalText | undefined => labels?.find((entry) => entry.code === code)?.label;

/**
 * What codes of studies mean in the value set of absent data, which is closed (http://hl7.org/fhir/ValueSet/data-absent-reason).
 * A code that is not here becomes `unknown`; the study's own code stands beside it in any case.
 */
const ABSENT: Readonly<Record<string, string>> = {
  sealed: 'masked', masked: 'masked', 'not-applicable': 'not-applicable', 'not-done': 'not-performed', 'not-performed': 'not-performed', 'not-measured': 'not-performed',
  'not-asked': 'not-asked', 'asked-unknown': 'asked-unknown', 'asked-declined': 'asked-declined', declined: 'asked-declined', refused: 'asked-declined', 'not-permitted': 'not-permitted', error: 'error',
};

export const absentCode = (reason: string): string => (Object.hasOwn(ABSENT, reason) ? (ABSENT[reason] ?? 'unknown') : 'unknown');

const reasonCoding = (study: FhirStudy, { missingReasons }: Dataset, reason: string): Members => coding(systemOf(study, 'missing-reason'), reason, labelOf(missingReasons, reason));

/** A reason that stands where a value would: the common code, and the study's own with its words. */
export const absentExtensions = (study: FhirStudy, dataset: Dataset, reason: string): Members => ({
  extension: [{ url: DATA_ABSENT_REASON, valueCode: absentCode(reason) }, missingReasonExtension(study, dataset, reason)],
});

/** The study's own code of a missing reason. */
export const missingReasonExtension = (study: FhirStudy, dataset: Dataset, reason: string): Members => ({ url: extensionUrl('missing-reason'), valueCoding: reasonCoding(study, dataset, reason) });

/** The same as a CodeableConcept, for `Observation.dataAbsentReason`. */
export const absentConcept = (study: FhirStudy, dataset: Dataset, reason: string): Members => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: absentCode(reason) }, reasonCoding(study, dataset, reason)],
});

/** The lesion that a resource about a patient speaks of. */
export const lesionExtension = (lesion: string): Members => ({ url: extensionUrl('lesion'), valueReference: reference('BodyStructure', fhirId(lesion)) });
