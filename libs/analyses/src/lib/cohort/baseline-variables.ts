import type { LocalText } from '@echocohort/kernel';
import { itemLevels, cellNumber, valueOf } from '../study/variables.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { Study } from '../study/study.ts';

/** A characteristic of Table 1: how a patient's or a lesion's value is read. `undefined`: sealed, so nobody here may know it. */
export interface Characteristic {
  readonly code: string;
  readonly label: LocalText;
  readonly unit: 'patient' | 'lesion';
  readonly measuredIn: string | null;
  readonly levels: readonly { readonly code: string; readonly label: LocalText }[] | null;
  readonly read: (lesion: StudyLesion) => number | string | null | undefined;
}

/** The items behind the study's analysis variables in the order of the forms, each once, then what the analysis cuts out of them. */
function ofForms({ records, table }: Study): Characteristic[] {
  const items = records.definition.forms.flatMap((form) => form.items
    .filter((item) => table.variables.some(({ definition }) => definition.item === item.code) && ['number', 'integer', 'choice', 'boolean'].includes(item.type))
    .map((item): Characteristic => {
      const row = (lesion: StudyLesion) => (form.scope === 'patient' ? lesion.participant : lesion.row)[item.code] ?? null;
      const continuous = item.type === 'number' || item.type === 'integer';
      const known = new Set(itemLevels(item).map(({ code }) => code));
      return {
        code: item.code, label: item.label, unit: form.scope, measuredIn: item.unit ?? null, levels: continuous ? null : itemLevels(item),
        read: (lesion) => {
          const cell = row(lesion);
          return continuous ? cellNumber(cell) : cell !== null && known.has(cell) ? cell : null;
        },
      };
    }));
  const cut = table.variables.filter(({ definition }) => definition.strata !== undefined || definition.above !== undefined).map((variable): Characteristic => ({
    code: variable.code, label: variable.label, unit: variable.scope, measuredIn: null, levels: variable.levels,
    read: (lesion) => {
      const value = valueOf(variable, variable.scope === 'patient' ? lesion.participant : lesion.row);
      return value === null ? null : String(value);
    },
  }));
  return [...items, ...cut];
}

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
