import { exclusionLabels, type CohortCatalogue, type CohortItem, type ExclusionLabel } from '@echocohort/cohort';
import type { CatalogueItemView } from '@echocohort/contracts';
import type { LocalText } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';

/** Facts of a case that a criterion may name beside the items of forms. */
export const FACTS = { centre: '@centre', device: '@device', scanDate: '@scan_date', finding: '@finding' } as const;
export const slotItem = (slot: string): string => `@slot.${slot}`;

/** Outcomes by their names in an export and in the record; a cohort is never chosen by them. */
const OUTCOMES = ['malignant', 'histology', 'histology_label', 'pathology_method', 'specimen_date', 'typeCode', 'lesion_type'];

interface Entry extends CohortItem {
  readonly label: LocalText;
  readonly group: CatalogueItemView['group'];
  readonly form: string | null;
}

const plain = (code: string): { code: string; label: LocalText } => ({ code, label: { zh: code, en: code } });

function caseFacts(definition: StudyDefinition, findings: readonly string[]): Entry[] {
  const { centres, devices } = definition;
  return [
    { code: FACTS.centre, type: 'choice', label: { zh: '中心', en: 'Centre' }, choices: centres.map(({ code, name }) => ({ code, label: { zh: `${code} ${name.zh}`, en: `${code} ${name.en}` } })), group: 'case', form: null },
    { code: FACTS.device, type: 'list', label: { zh: '超声设备', en: 'Device' }, choices: devices.map(({ code, manufacturer, model }) => ({ code, label: { zh: `${code} ${manufacturer} ${model}`, en: `${code} ${manufacturer} ${model}` } })), group: 'case', form: null },
    { code: FACTS.scanDate, type: 'date', label: { zh: '检查日期（已平移）', en: 'Date of the scan (shifted)' }, group: 'case', form: null },
    { code: FACTS.finding, type: 'list', label: { zh: '图像检查发现', en: 'finding of the image checks' }, choices: findings.map(plain), group: 'images', form: null },
  ];
}

/** Everything that a criterion may name, with words. */
export function catalogueEntries(definition: StudyDefinition, findings: readonly string[] = []): Entry[] {
  return [
    ...caseFacts(definition, findings),
    ...definition.protocol.slots.map(({ code, name }): Entry => ({ code: slotItem(code), type: 'presence', label: { zh: `图像 ${code} ${name.zh}`, en: `image ${code} ${name.en}` }, group: 'images', form: null })),
    ...definition.forms.flatMap((form) => form.items.map(({ code, type, label, choices }): Entry => ({ code, type, label, choices: choices?.map((choice) => ({ code: choice.code, label: choice.label })), group: 'form', form: form.code }))),
  ];
}

/** What a definition is judged against. Pathology is no form, so no cohort is chosen by its outcome. */
export const catalogueOf = (definition: StudyDefinition): CohortCatalogue => ({
  centres: definition.centres.map(({ code }) => code), items: catalogueEntries(definition), outcomes: OUTCOMES,
});

/** The study's exclusions in the words and order of the flow chart. */
export const exclusionLabelsOf = ({ eligibility }: StudyDefinition): ExclusionLabel[] => exclusionLabels(eligibility.criteria.map(({ code }) => code), eligibility.primaryOrder);

export const externalCentres = (definition: StudyDefinition): ReadonlySet<string> =>
  new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
