import { fhirId, reference, systemOf } from './fhir-elements.ts';
import { rowsOf, type FhirResource, type FhirRow, type FhirSource } from './fhir-model.ts';
import { bodyStructure, imagingStudy, observations } from './lesion-resources.ts';
import { organizations, questionnaires, researchStudy } from './study-resources.ts';
import { lesionResponses, patient, patientResponses, researchSubject } from './subject-resources.ts';

/** Version of the specification that all resources keep to. */
export const FHIR_VERSION = '4.0.1';

/** The resources of one type, one after the other: none of them needs the others in memory. */
export interface FhirFile {
  readonly type: string;
  resources(): Iterable<FhirResource> | AsyncIterable<FhirResource>;
}

/** Rows of a table by one of its columns. */
function rowsBy(source: FhirSource, table: string, column: string): Map<string, FhirRow[]> {
  const found = new Map<string, FhirRow[]>();
  for (const row of rowsOf(source.dataset, table)) {
    const key = row.text(column) ?? '';
    const own = found.get(key);
    if (own) own.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** Who made the resources out of which snapshot (FHIR R4, 6.3 Provenance). */
function provenance({ definition, dataset, root, signers }: FhirSource, id: string, targets: readonly Pick<FhirResource, 'resourceType' | 'id'>[]): FhirResource {
  const agent = (code: string, who: unknown) => ({ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] }, who });
  return {
    resourceType: 'Provenance', id, target: targets.map((target) => reference(target.resourceType, target.id)), recorded: dataset.createdAt.toISOString(),
    agent: [agent('assembler', { display: 'EchoCohort' }), ...signers.map((person) => agent('attester', { identifier: { system: systemOf(definition, 'person'), value: person } }))],
    entity: [{ role: 'source', what: { identifier: { system: systemOf(definition, 'snapshot-root'), value: root }, display: 'Root of the Merkle tree of the locked snapshot' } }],
  };
}

/** One about the study and its forms, then one for each patient with all that is the patient's. */
function* provenances(source: FhirSource): Generator<FhirResource> {
  yield provenance(source, 'study', [researchStudy(source), ...organizations(source), ...questionnaires(source)]);
  const lesions = rowsBy(source, 'lesions', 'subject');
  for (const row of rowsOf(source.dataset, 'participants')) {
    const id = fhirId(row.text('subject') ?? '');
    const own = (lesions.get(row.text('subject') ?? '') ?? []).flatMap((lesion) => [
      bodyStructure(source, lesion), { resourceType: 'ImagingStudy', id: fhirId(lesion.text('lesion') ?? '') }, ...lesionResponses(source, lesion), ...observations(source, lesion),
    ]);
    yield provenance(source, id, [patient(source, row), researchSubject(source, row), ...patientResponses(source, row), ...own]);
  }
}

async function* imagingStudies(source: FhirSource): AsyncGenerator<FhirResource> {
  const images = rowsBy(source, 'images', 'lesion');
  for (const row of rowsOf(source.dataset, 'lesions')) yield await imagingStudy(source, row, images.get(row.text('lesion') ?? '') ?? []);
}

/** A file whose resources come out of the rows of a table. */
const ofRows = (source: FhirSource, type: string, table: string, make: (source: FhirSource, row: FhirRow) => readonly FhirResource[]): FhirFile => ({
  type,
  *resources() {
    for (const row of rowsOf(source.dataset, table)) yield* make(source, row);
  },
});

function* responses(source: FhirSource): Generator<FhirResource> {
  for (const row of rowsOf(source.dataset, 'participants')) yield* patientResponses(source, row);
  for (const row of rowsOf(source.dataset, 'lesions')) yield* lesionResponses(source, row);
}

/** A locked snapshot as FHIR R4 resources, a file for each type in the manner of Bulk Data. Every reference finds its resource in these files. */
export function fhirFiles(source: FhirSource): FhirFile[] {
  return [
    { type: 'ResearchStudy', resources: () => [researchStudy(source)] },
    { type: 'Organization', resources: () => organizations(source) },
    { type: 'Questionnaire', resources: () => questionnaires(source) },
    ofRows(source, 'Patient', 'participants', (from, row) => [patient(from, row)]),
    ofRows(source, 'ResearchSubject', 'participants', (from, row) => [researchSubject(from, row)]),
    ofRows(source, 'BodyStructure', 'lesions', (from, row) => [bodyStructure(from, row)]),
    { type: 'ImagingStudy', resources: () => imagingStudies(source) },
    { type: 'QuestionnaireResponse', resources: () => responses(source) },
    ofRows(source, 'Observation', 'lesions', observations),
    { type: 'Provenance', resources: () => provenances(source) },
  ];
}
