import { isPlainDate, type LocalText } from '@echocohort/kernel';
import { isMissing, type TypedCell } from '../typed-table.ts';
import { absentConcept, coding, extensionUrl, fhirId, lesionExtension, reference, systemOf } from './fhir-elements.ts';
import type { FhirImage, FhirResource, FhirRow, FhirSource } from './fhir-model.ts';

type Members = Readonly<Record<string, unknown>>;

const dateOf = (row: FhirRow, column: string): string | undefined => {
  const text = row.text(column);
  return text !== null && isPlainDate(text) ? text : undefined;
};

/** The lesion itself, with the set that it is in (FHIR R4, 10.9 BodyStructure). */
export function bodyStructure({ definition }: FhirSource, row: FhirRow): FhirResource {
  const [lesion, set] = [row.text('lesion') ?? '', row.text('set')];
  return {
    resourceType: 'BodyStructure', id: fhirId(lesion), ...(set !== null && { extension: [{ url: extensionUrl('study-set'), valueCode: set }] }),
    identifier: [{ system: systemOf(definition, 'lesion'), value: lesion }], active: true, patient: reference('Patient', fhirId(row.text('subject') ?? '')),
  };
}

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
/** Digits and dots (DICOM PS3.5, 9.1); components with leading zeros, which it forbids, are met in files and say nothing of anybody. */
const UID = /^(?=.{1,64}$)\d+(\.\d+)+$/;

/** Can these be told as UIDs? Nothing else goes out of a file's header. */
const isTellable = (image: FhirImage): boolean => [image.studyUid, image.seriesUid, image.instanceUid, image.sopClassUid].every((uid) => UID.test(uid)) && (image.modality === null || /^[A-Z0-9_]{1,16}$/.test(image.modality));

interface Taken {
  readonly row: FhirRow;
  readonly image: FhirImage;
}

/** The images of a lesion that something can refer to, one file at a time. */
async function takenImages(source: FhirSource, rows: readonly FhirRow[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const row of rows) {
    const path = row.text('path') ?? '';
    const image = await source.image(path);
    if (image && isTellable(image)) taken.push({ row, image });
    else source.leftOut(path);
  }
  return taken;
}

function instanceOf({ definition }: FhirSource, { row, image }: Taken): Members {
  const slot = definition.protocol.slots.find(({ code }) => code === row.text('slot'));
  return {
    extension: [
      { url: extensionUrl('file'), valueUrl: row.text('path') ?? '' },
      ...(slot === undefined ? [] : [{ url: extensionUrl('slot'), valueCoding: coding(systemOf(definition, 'slot'), slot.code, slot.name) }]),
    ],
    uid: image.instanceUid, sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${image.sopClassUid}` }, ...(slot !== undefined && { number: slot.order, title: slot.name.en }),
  };
}

function seriesOf(source: FhirSource, taken: readonly Taken[]): Members[] {
  const bySeries = new Map<string, Taken[]>();
  for (const entry of taken) {
    const own = bySeries.get(entry.image.seriesUid);
    if (own) own.push(entry);
    else bySeries.set(entry.image.seriesUid, [entry]);
  }
  return [...bySeries].map(([uid, own]) => ({ uid, modality: { system: DCM, code: own[0]?.image.modality ?? 'US' }, numberOfInstances: own.length, instance: own.map((entry) => instanceOf(source, entry)) }));
}

/** The examination of a lesion; dates and UIDs are those of the de-identified copies (FHIR R4, 10.4 ImagingStudy). */
export async function imagingStudy(source: FhirSource, row: FhirRow, images: readonly FhirRow[]): Promise<FhirResource> {
  const { definition } = source;
  const [lesion, device] = [row.text('lesion') ?? '', row.text('device')];
  const maker = definition.devices.find(({ code }) => code === device);
  const name = maker && `${maker.manufacturer} ${maker.model}`;
  const taken = await takenImages(source, images);
  const series = seriesOf(source, taken);
  return {
    resourceType: 'ImagingStudy', id: fhirId(lesion),
    extension: [lesionExtension(lesion), ...(device === null ? [] : [{ url: extensionUrl('device'), valueCoding: { system: systemOf(definition, 'device'), code: device, ...(name !== undefined && { display: name }) } }])],
    identifier: [{ system: systemOf(definition, 'lesion'), value: lesion }, ...[...new Set(taken.map(({ image }) => image.studyUid))].map((uid) => ({ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }))],
    status: 'available', modality: [{ system: DCM, code: 'US' }], subject: reference('Patient', fhirId(row.text('subject') ?? '')), started: dateOf(row, 'scan_date'),
    numberOfSeries: series.length, numberOfInstances: taken.length, ...(series.length > 0 && { series }),
  };
}

const OUTCOME: Readonly<Record<'malignant' | 'histology', LocalText>> = { malignant: { en: 'Malignant', zh: '恶性' }, histology: { en: 'Histological type', zh: '病理类型' } };

function histologyValue({ definition }: FhirSource, code: string): Members {
  const type = definition.lesionTypes.find((entry) => entry.code === code);
  const own = coding(systemOf(definition, 'lesion-type'), code, type?.name);
  return { valueCodeableConcept: { coding: [own, ...(type?.icdO3 === undefined ? [] : [{ system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: type.icdO3 }])] } };
}

function outcomeValue(source: FhirSource, column: keyof typeof OUTCOME, cell: Exclude<TypedCell, null>): Members {
  if (isMissing(cell)) return { dataAbsentReason: absentConcept(source.definition, source.dataset, cell.missing) };
  return column === 'malignant' ? { valueBoolean: String(cell) === '1' } : histologyValue(source, String(cell));
}

function methodOf({ definition }: FhirSource, row: FhirRow): Members | undefined {
  const code = row.text('pathology_method');
  return code === null ? undefined : { coding: [coding(systemOf(definition, 'pathology-method'), code, definition.pathologyMethods.find((entry) => entry.code === code)?.name)] };
}

/**
 * The outcome of a lesion as the snapshot shows it (FHIR R4, 10.1 Observation): a value, or why it is absent. A sealed one
 * is `masked` and only registered: neither its method nor its date is told. A lesion without an outcome has none.
 */
export function observations(source: FhirSource, row: FhirRow): FhirResource[] {
  const lesion = row.text('lesion') ?? '';
  return (['malignant', 'histology'] as const).flatMap((column): FhirResource[] => {
    const cell = row.cell(column);
    if (cell === null) return [];
    return [{
      resourceType: 'Observation', id: fhirId(lesion, column), status: isMissing(cell) ? 'registered' : 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }],
      code: { coding: [coding(systemOf(source.definition, 'outcome'), column, OUTCOME[column])] }, subject: reference('Patient', fhirId(row.text('subject') ?? '')), focus: [reference('BodyStructure', fhirId(lesion))],
      effectiveDateTime: dateOf(row, 'specimen_date'), ...outcomeValue(source, column, cell), method: methodOf(source, row),
    }];
  });
}
