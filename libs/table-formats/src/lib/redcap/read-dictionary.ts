import { ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { parseCsv } from '../csv.ts';
import { ANNOTATION, REDCAP_COLUMNS, type DictionaryForm, type DictionaryItem } from './redcap-dictionary.ts';

/** A field that the study's definition cannot hold, and why. */
export interface DictionaryFinding {
  readonly line: number;
  readonly field: string;
  readonly code: 'field-type-unknown' | 'choices-unreadable' | 'branching-not-kept' | 'name-not-kept' | 'validation-unknown' | 'form-mixed';
  readonly detail: string;
}

export interface ReadDictionary {
  readonly forms: readonly DictionaryForm[];
  /** Every field that was left out or changed on the way. */
  readonly findings: readonly DictionaryFinding[];
}

type Column = (typeof REDCAP_COLUMNS)[number];
type Field = Readonly<Record<Column, string>> & { readonly line: number };

const localText = z.object({ zh: z.string(), en: z.string() });
const annotationSchema = z.object({
  code: z.string(), scope: z.enum(['patient', 'lesion']), form: z.string(), formName: localText, label: localText, help: localText.optional(), unit: z.string().optional(),
  choices: z.array(z.object({ code: z.string(), label: localText })).optional(), maxLength: z.number().optional(), required: z.boolean(),
  requiredIf: z.object({ item: z.string(), answered: z.literal(true).optional(), in: z.array(z.union([z.string(), z.boolean()])).optional() }).optional(), missingReasons: z.array(z.string()),
});
type Annotation = z.output<typeof annotationSchema>;

function annotationOf(text: string): Annotation | null {
  const at = text.indexOf(ANNOTATION);
  if (at < 0) return null;
  try {
    const parsed = annotationSchema.safeParse(JSON.parse(text.slice(at + ANNOTATION.length)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** `English / 中文` as our own export writes it; any other label stands for both languages. */
function wordsOf(label: string): LocalText {
  const plain = label.replace(/<[^>]*>/g, '').trim() || '-';
  const [en, zh, more] = plain.split(' / ');
  return en && zh && more === undefined && /\p{Script=Han}/u.test(zh) ? { zh, en } : { zh: plain, en: plain };
}

function choicesOf(text: string): DictionaryItem['choices'] | null {
  const choices = text.split('|').map((part) => {
    const comma = part.indexOf(',');
    return comma < 0 ? null : { code: part.slice(0, comma).trim().toLowerCase(), label: wordsOf(part.slice(comma + 1).trim()) };
  });
  const good = choices.filter((choice) => choice !== null && /^[a-z0-9][a-z0-9_-]{0,39}$/.test(choice.code)).flatMap((choice) => (choice ? [choice] : []));
  return good.length === choices.length && good.length >= 2 && new Set(good.map(({ code }) => code)).size === good.length ? good : null;
}

const VALIDATIONS: Readonly<Record<string, DictionaryItem['type']>> = { '': 'text', integer: 'integer', number: 'number', number_1dp: 'number', number_2dp: 'number', number_3dp: 'number', number_4dp: 'number', date_ymd: 'date', date_mdy: 'date', date_dmy: 'date' };

function typeOf(field: Field): DictionaryItem['type'] | null {
  const kind = field['Field Type'].toLowerCase();
  if (kind === 'yesno' || kind === 'truefalse') return 'boolean';
  if (kind === 'radio' || kind === 'dropdown') return 'choice';
  if (kind === 'notes') return 'text';
  return kind === 'text' ? (VALIDATIONS[field['Text Validation Type OR Show Slider Number'].toLowerCase()] ?? null) : null;
}

/** `[field] <> ''` and `[field] = 'a' or [field] = 'b'`; anything else a definition cannot say. */
function requiredIfOf(logic: string): DictionaryItem['requiredIf'] | null {
  const answered = /^\s*\[(\w+)\]\s*<>\s*(?:''|"")\s*$/.exec(logic);
  if (answered?.[1]) return { item: answered[1], answered: true };
  const found = logic.split(/\s+or\s+/i).map((part) => /^\s*\[(\w+)\]\s*=\s*['"]([^'"]*)['"]\s*$/.exec(part));
  const items = new Set(found.map((match) => match?.[1]));
  const [item] = items;
  return items.size === 1 && item !== undefined ? { item, in: found.map((match) => match?.[2] ?? '') } : null;
}

const numberOf = (text: string): number | null => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text));

function itemOf(field: Field, findings: DictionaryFinding[]): DictionaryItem | null {
  const name = field['Variable / Field Name'];
  const find = (code: DictionaryFinding['code'], detail: string): void => void findings.push({ line: field.line, field: name, code, detail });
  const type = typeOf(field);
  if (type === null) {
    find('field-type-unknown', `A field of type "${field['Field Type']}" with validation "${field['Text Validation Type OR Show Slider Number']}" is left out: the definition of a study has none like it.`);
    return null;
  }
  const own = annotationOf(field['Field Annotation']);
  const choices = type === 'choice' ? (own?.choices ?? choicesOf(field['Choices, Calculations, OR Slider Labels'])) : undefined;
  if (choices === null) {
    find('choices-unreadable', 'Its choices are not "code, label | code, label" with at least two codes of lower-case letters, digits, _ or -; it is left out.');
    return null;
  }
  const code = own?.code ?? name;
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(code)) {
    find('name-not-kept', 'Its name is no code of a study (a letter, then letters, digits, _ or -, at most 40); it is left out.');
    return null;
  }
  const logic = field['Branching Logic (Show field only if...)'].trim();
  const requiredIf = own ? own.requiredIf : logic === '' ? undefined : requiredIfOf(logic);
  if (requiredIf === null) find('branching-not-kept', 'Its branching logic is more than one field compared with codes; the item is taken over without it.');
  const [min, max] = [numberOf(field['Text Validation Min']), numberOf(field['Text Validation Max'])];
  const help = own ? own.help : field['Field Note'].trim() === '' ? undefined : wordsOf(field['Field Note']);
  return {
    code, label: own?.label ?? wordsOf(field['Field Label']), ...(help && { help }), type, ...(own?.unit !== undefined && { unit: own.unit }), ...(choices && { choices }),
    ...((type === 'number' || type === 'integer') && (min !== null || max !== null) && { range: { min, max } }), ...(own?.maxLength !== undefined && { maxLength: own.maxLength }),
    required: own ? own.required : field['Required Field?'].toLowerCase().startsWith('y'), ...(requiredIf && { requiredIf }), missingReasons: own?.missingReasons ?? [],
  };
}

function fieldsOf(rows: readonly string[][]): Field[] | null {
  const [head, ...lines] = rows;
  const at = new Map(head?.map((name, index) => [name.trim(), index]));
  if (!at.has('Variable / Field Name') || !at.has('Form Name') || !at.has('Field Type') || !at.has('Field Label')) return null;
  const cell = (line: readonly string[], column: Column): string => line[at.get(column) ?? -1] ?? '';
  return lines.filter((line) => line.some((text) => text.trim() !== '')).map((line, index) => ({ ...emptyField, ...Object.fromEntries(REDCAP_COLUMNS.map((column) => [column, cell(line, column)])), line: index + 2 }));
}

const emptyField: Readonly<Record<Column, string>> = {
  'Variable / Field Name': '', 'Form Name': '', 'Section Header': '', 'Field Type': '', 'Field Label': '', 'Choices, Calculations, OR Slider Labels': '', 'Field Note': '', 'Text Validation Type OR Show Slider Number': '', 'Text Validation Min': '',
  'Text Validation Max': '', 'Identifier?': '', 'Branching Logic (Show field only if...)': '', 'Required Field?': '', 'Custom Alignment': '', 'Question Number (surveys only)': '', 'Matrix Group Name': '', 'Matrix Ranking?': '', 'Field Annotation': '',
};

/**
 * Forms out of a REDCap data dictionary. What our own export wrote comes back whole; of a foreign dictionary every field
 * that a definition cannot hold is named, none is bent to fit. `scopeOf` says whether a foreign form is about the
 * patient or about a lesion.
 */
export function readRedcapDictionary(text: string, scopeOf: (form: string) => DictionaryForm['scope'] = () => 'patient'): Result<ReadDictionary> {
  const rows = parseCsv(text);
  const fields = rows === null ? null : fieldsOf(rows);
  if (fields === null) return refuse({ code: 'dictionary-unreadable', detail: 'This is no REDCap data dictionary: its first line must name the columns Variable / Field Name, Form Name, Field Type and Field Label.' });
  const findings: DictionaryFinding[] = [];
  const forms = new Map<string, { code: string; name: LocalText; scope: DictionaryForm['scope']; items: DictionaryItem[] }>();
  for (const field of fields) {
    const item = itemOf(field, findings);
    if (item === null) continue;
    const own = annotationOf(field['Field Annotation']);
    const code = own?.form ?? field['Form Name'].trim();
    const form = forms.get(code) ?? { code, name: own?.formName ?? wordsOf(code.replaceAll('_', ' ')), scope: own?.scope ?? scopeOf(code), items: [] };
    form.items.push(item);
    forms.set(code, form);
  }
  if (forms.size === 0) return refuse({ code: 'dictionary-empty', detail: 'The dictionary holds no field that the definition of a study can take over.' });
  return ok({ forms: [...forms.values()], findings });
}
