import { addDays } from '@echocohort/kernel';
import type { LesionProfile, PatientProfile } from './clinical-profile.ts';

/** One item as a study definition describes it; the API's study answer and the parsed file both fit. */
export interface DemoItem {
  readonly code: string;
  readonly type: string;
  readonly choices?: readonly { readonly code: string }[] | null;
  readonly range?: { readonly min?: number | null; readonly max?: number | null } | null;
  readonly missingReasons?: readonly { readonly code: string }[] | null;
}

/** A form of the study definition. */
export interface DemoForm {
  readonly code: string;
  readonly scope: string;
  readonly items: readonly DemoItem[];
}

/** A value, or why there is none. */
export interface DemoAnswer {
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
}

/** What forms are filled from. Dates are the patient's own; whoever sends them shifts them like the pictures. */
export interface FormFacts {
  readonly patient: PatientProfile;
  readonly lesion: LesionProfile;
  readonly scanDate: string;
  readonly localTherapy: boolean;
}

type Fact = string | number | boolean | null;

/** Concepts by the words in an item's code, first match wins. An item of no known concept gets any allowed value. */
const CONCEPTS: readonly (readonly [RegExp, (facts: FormFacts) => Fact])[] = [
  [/afp.*date|date.*afp/, (facts) => (facts.patient.afp === null ? null : addDays(facts.scanDate, 3))],
  [/afp/, (facts) => facts.patient.afp],
  [/scan.?date|us.?date|exam.?date/, (facts) => facts.scanDate],
  [/\bage|age_|^age/, (facts) => facts.patient.ageYears],
  [/sex|gender/, (facts) => facts.patient.sex],
  [/hepatitis/, (facts) => facts.patient.hepatitis],
  [/extra.?hepatic/, (facts) => facts.patient.extrahepaticTumour],
  [/lymph/, (facts) => facts.patient.lymphNode],
  [/invasion/, (facts) => facts.patient.vascularInvasion],
  [/ascites/, (facts) => facts.patient.ascites],
  [/background/, (facts) => facts.patient.background],
  [/therapy|treat/, (facts) => (facts.localTherapy ? 'ablation' : 'none')],
  [/only.?cyst|cysts?.?only/, () => false],
  [/non.?cystic|focal|solid/, () => true],
  [/histor|disease/, () => true],
  [/diameter|size/, (facts) => facts.lesion.diameterCm],
  [/shape/, (facts) => facts.lesion.shape],
  [/margin/, (facts) => facts.lesion.margin],
  [/echogen/, (facts) => facts.lesion.echogenicity],
  [/vascularity/, (facts) => facts.lesion.vascularity],
  [/enhancement/, (facts) => facts.lesion.enhancement],
  [/halo/, (facts) => facts.lesion.halo],
  [/satellite/, (facts) => facts.lesion.satellite],
  [/unclear/, () => false],
  [/quality|clear/, () => true],
];

const YES = ['yes', 'present', 'positive', 'true', 'adequate', 'clear', 'good', 'available'];
const NO = ['no', 'none', 'absent', 'negative', 'false', 'unclear', 'poor'];

/** Answers to all items of a form; the date of something that was not measured is not asked for. */
export function formAnswers(form: DemoForm, facts: FormFacts): Record<string, DemoAnswer> {
  const answers = form.items.map((item) => [item.code, answer(item, facts)] as const);
  return Object.fromEntries(answers.filter(([code, given]) => given.value !== null || form.items.find((item) => item.code === code)?.type !== 'date'));
}

function answer(item: DemoItem, facts: FormFacts): DemoAnswer {
  const concept = CONCEPTS.find(([words]) => words.test(item.code.toLowerCase()));
  const fact = concept ? concept[1](facts) : undefined;
  if (fact === null) return { value: null, missingReason: notDone(item) };
  return { value: shaped(item, fact), missingReason: null };
}

function notDone(item: DemoItem): string | null {
  const reasons = item.missingReasons ?? [];
  return (reasons.find((reason) => /not.?done|not.?measured/.test(reason.code)) ?? reasons[0])?.code ?? null;
}

function shaped(item: DemoItem, fact: Exclude<Fact, null> | undefined): string | number | boolean | null {
  switch (item.type) {
    case 'boolean':
      return typeof fact === 'boolean' ? fact : fact === undefined ? false : !NO.includes(String(fact));
    case 'choice':
      return choice(item, fact);
    case 'number':
    case 'integer':
      return number(item, fact);
    case 'date':
      return typeof fact === 'string' ? fact : null;
    default:
      return typeof fact === 'string' ? fact : null;
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function choice(item: DemoItem, fact: string | number | boolean | undefined): string | null {
  const choices = item.choices ?? [];
  const words = fact === true ? YES : fact === false ? NO : fact === undefined ? [] : [String(fact)];
  const exact = choices.find((entry) => words.some((word) => plain(entry.code) === plain(word)));
  const near = choices.find((entry) => words.some((word) => plain(entry.code).startsWith(plain(word)) || plain(entry.code).endsWith(plain(word))));
  return (exact ?? near ?? choices[0])?.code ?? null;
}

function number(item: DemoItem, fact: string | number | boolean | undefined): number {
  const [min, max] = [item.range?.min ?? 0, item.range?.max ?? 100];
  const value = typeof fact === 'number' ? fact : (min + max) / 2;
  const kept = Math.min(max, Math.max(min, value));
  return item.type === 'integer' ? Math.round(kept) : kept;
}
