import type { LocalText } from '@echocohort/kernel';
import { csv } from '../csv.ts';
import { formatNames } from '../format-names.ts';

/** What a form of a study is, as far as a data dictionary can hold it; the study's own definition has this shape. */
export interface DictionaryItem {
  readonly code: string;
  readonly label: LocalText;
  readonly help?: LocalText;
  readonly type: 'number' | 'integer' | 'choice' | 'boolean' | 'date' | 'text';
  readonly unit?: string;
  readonly choices?: readonly { readonly code: string; readonly label: LocalText }[];
  readonly range?: { readonly min: number | null; readonly max: number | null };
  readonly maxLength?: number;
  readonly required: boolean;
  readonly requiredIf?: { readonly item: string; readonly answered?: true; readonly in?: readonly (string | boolean)[] };
  readonly missingReasons: readonly string[];
}

export interface DictionaryForm {
  readonly code: string;
  readonly name: LocalText;
  readonly scope: 'patient' | 'lesion';
  readonly items: readonly DictionaryItem[];
}

export interface DictionaryStudy {
  readonly missingReasons: readonly { readonly code: string; readonly label: LocalText }[];
  readonly forms: readonly DictionaryForm[];
}

/** The 18 columns of a REDCap data dictionary, in their order. */
export const REDCAP_COLUMNS = [
  'Variable / Field Name', 'Form Name', 'Section Header', 'Field Type', 'Field Label', 'Choices, Calculations, OR Slider Labels', 'Field Note', 'Text Validation Type OR Show Slider Number', 'Text Validation Min', 'Text Validation Max',
  'Identifier?', 'Branching Logic (Show field only if...)', 'Required Field?', 'Custom Alignment', 'Question Number (surveys only)', 'Matrix Group Name', 'Matrix Ranking?', 'Field Annotation',
] as const;

/** Words of our own in the annotation, where REDCap has no column: JSON after this mark, so that an import is lossless. */
export const ANNOTATION = '@ECHOCOHORT=';

const TYPES: Readonly<Record<DictionaryItem['type'], readonly [field: string, validation: string]>> = {
  number: ['text', 'number'], integer: ['text', 'integer'], choice: ['radio', ''], boolean: ['yesno', ''], date: ['text', 'date_ymd'], text: ['text', ''],
};

const both = ({ en, zh }: LocalText): string => (en === zh ? en : `${en} / ${zh}`);

function choicesOf(item: DictionaryItem): string {
  // A bar divides choices and a comma ends a code; neither may stand in a label.
  return (item.choices ?? []).map(({ code, label }) => `${code}, ${both(label).replaceAll('|', '/')}`).join(' | ');
}

function branching({ requiredIf }: DictionaryItem, nameOf: (code: string) => string): string {
  if (!requiredIf) return '';
  const field = `[${nameOf(requiredIf.item)}]`;
  if (requiredIf.answered) return `${field} <> ''`;
  return (requiredIf.in ?? []).map((value) => `${field} = '${typeof value === 'boolean' ? (value ? 1 : 0) : value}'`).join(' or ');
}

/** The study's forms as a REDCap data dictionary CSV. */
export function redcapDictionary(study: DictionaryStudy): string {
  const codes = study.forms.flatMap(({ items }) => items.map(({ code }) => code));
  // REDCap takes lower-case letters, digits and underscores, at most 100 signs.
  const names = new Map(formatNames(codes.map((code) => code.toLowerCase()), { most: 100, reserved: new Set() }).map((name, at) => [codes[at] ?? '', name]));
  const nameOf = (code: string): string => names.get(code) ?? code;
  const rows = study.forms.flatMap((form) => form.items.map((item) => {
    const [field, validation] = TYPES[item.type];
    const note = [item.unit, item.help && both(item.help)].filter(Boolean).join('; ');
    const annotation = `${ANNOTATION}${JSON.stringify({ code: item.code, scope: form.scope, form: form.code, formName: form.name, label: item.label, ...(item.help && { help: item.help }), ...(item.unit !== undefined && { unit: item.unit }), ...(item.choices && { choices: item.choices }), ...(item.maxLength !== undefined && { maxLength: item.maxLength }), required: item.required, ...(item.requiredIf && { requiredIf: item.requiredIf }), missingReasons: item.missingReasons })}`;
    return [
      nameOf(item.code), form.code.toLowerCase().replaceAll('-', '_'), '', field, both(item.label), choicesOf(item), note, validation, item.range?.min ?? '', item.range?.max ?? '',
      '', branching(item, nameOf), item.required && !item.requiredIf ? 'y' : '', '', '', '', '', annotation,
    ];
  }));
  return csv([[...REDCAP_COLUMNS], ...rows]);
}
