import type { LocalText } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';
import type { RecordRow } from '../records.ts';
import { cellNumber, itemLevels, valueOf, type StudyVariable } from '../study/variables.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { Study } from '../study/study.ts';

/** A value of Table 1 as a cell holds it. `undefined`: sealed, so nobody here may know it. */
export type BaselineValue = number | string | null | undefined;

interface Described {
  readonly code: string;
  readonly label: LocalText;
  readonly unit: 'patient' | 'lesion';
  readonly measuredIn: string | null;
  readonly levels: readonly { readonly code: string; readonly label: LocalText }[] | null;
}

/** A characteristic that stands in a form: read from a row of participants.tsv or lesions.tsv, as `unit` says. */
export interface FormCharacteristic extends Described {
  readonly read: (row: RecordRow) => number | string | null;
}

/** A characteristic of Table 1: how a patient's or a lesion's value is read. */
export interface Characteristic extends Described {
  readonly read: (lesion: StudyLesion) => BaselineValue;
}

/** The items behind the study's analysis variables in the order of the forms, each once, then what the analysis cuts out of them. */
export function formCharacteristics(definition: StudyDefinition, variables: readonly StudyVariable[]): FormCharacteristic[] {
  const items = definition.forms.flatMap((form) => form.items
    .filter((item) => variables.some((variable) => variable.definition.item === item.code) && ['number', 'integer', 'choice', 'boolean'].includes(item.type))
    .map((item): FormCharacteristic => {
      const continuous = item.type === 'number' || item.type === 'integer';
      const known = new Set(itemLevels(item).map(({ code }) => code));
      return {
        code: item.code, label: item.label, unit: form.scope, measuredIn: item.unit ?? null, levels: continuous ? null : itemLevels(item),
        read: (row) => {
          const cell = row[item.code] ?? null;
          return continuous ? cellNumber(cell) : cell !== null && known.has(cell) ? cell : null;
        },
      };
    }));
  const cut = variables.filter((variable) => variable.definition.strata !== undefined || variable.definition.above !== undefined).map((variable): FormCharacteristic => ({
    code: variable.code, label: variable.label, unit: variable.scope, measuredIn: null, levels: variable.levels,
    read: (row) => {
      const value = valueOf(variable, row);
      return value === null ? null : String(value);
    },
  }));
  return [...items, ...cut];
}

const ofForms = ({ records, table }: Study): Characteristic[] =>
  formCharacteristics(records.definition, table.variables).map((own) => ({ ...own, read: ({ participant, row }) => own.read(own.unit === 'patient' ? participant : row) }));

/** Pathology as the paper's Table 1 shows it: malignant or benign, and how the specimen was taken. */
function ofPathology({ records }: Study): Characteristic[] {
  return [
    {
      code: 'malignant', label: { zh: '病理结果', en: 'Pathology' }, unit: 'lesion', measuredIn: null,
      levels: [{ code: '1', label: { zh: '恶性', en: 'Malignant' } }, { code: '0', label: { zh: '良性', en: 'Benign' } }],
      read: ({ malignant, sealed }) => (sealed ? undefined : malignant === null ? null : malignant ? '1' : '0'),
    },
    {
      code: 'pathology_method', label: { zh: '取材方式', en: 'Specimen' }, unit: 'lesion', measuredIn: null, levels: records.definition.pathologyMethods.map(({ code, name }) => ({ code, label: name })),
      read: ({ pathologyMethod, sealed }) => (sealed ? undefined : pathologyMethod),
    },
  ];
}

export const characteristics = (study: Study): Characteristic[] => [...ofForms(study), ...ofPathology(study)];
