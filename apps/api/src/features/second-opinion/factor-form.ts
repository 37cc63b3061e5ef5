import type { OpinionFactor } from '@echocohort/contracts';
import { ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import type { LbcRecord } from '@echocohort/model';
import type { AnalysisVariable, StudyDefinition } from '@echocohort/study';

type Answers = Readonly<Record<string, string | number | null>>;

/** The lesion's own Model-LB score is a variable of the regression, but nobody enters it. */
const SCORE = 'lb_score';

/** Names in formulas hold letters, digits and underscores only; the record keeps those. */
const inFormula = (code: string): string => code.replaceAll(/[^A-Za-z0-9_]/g, '_');
const plain = (text: string): LocalText => ({ zh: text, en: text });

function choicesOf(variable: AnalysisVariable, study: StudyDefinition): OpinionFactor['choices'] {
  if (variable.strata !== undefined) return variable.strata.map(({ code, label }) => ({ code, label }));
  const item = study.forms.flatMap(({ items }) => items).find(({ code }) => code === variable.item);
  return (item?.choices ?? []).map(({ code, label }) => ({ code, label }));
}

/** The factors that a Model-LBC's regression reads, in its order, as a form asks for them: by the study as it was locked. */
export function factorsOf(record: LbcRecord, study: StudyDefinition): OpinionFactor[] {
  const names = [...new Set(record.coefficients.flatMap(({ variable }) => (variable === null || variable === SCORE ? [] : [variable])))];
  return names.map((name): OpinionFactor => {
    const variable = study.analysis.find(({ code }) => inFormula(code) === name);
    const replacement = record.replacements.find((entry) => entry.variable === name)?.value ?? null;
    if (variable === undefined) return { variable: name, label: plain(name), kind: 'number', unit: null, choices: [], replacement };
    const unit = study.forms.flatMap(({ items }) => items).find(({ code }) => code === variable.item)?.unit ?? null;
    if (variable.kind === 'categorical') return { variable: name, label: variable.label, kind: 'choice', unit: null, choices: choicesOf(variable, study), replacement };
    return { variable: name, label: variable.label, kind: variable.kind === 'binary' ? 'yes-no' : 'number', unit: variable.kind === 'binary' ? null : unit, choices: [], replacement };
  });
}

function fits({ kind, choices }: OpinionFactor, value: string | number): boolean {
  if (kind === 'choice') return choices.some(({ code }) => code === value);
  return typeof value === 'number' && Number.isFinite(value) && (kind === 'number' || value === 0 || value === 1);
}

/** The answers that the regression takes. A level that it does not know would count as its reference level, so it is refused. */
export function readFactors(factors: readonly OpinionFactor[], given: Answers): Result<Answers> {
  for (const [name, value] of Object.entries(given)) {
    const factor = factors.find(({ variable }) => variable === name);
    if (factor === undefined) return refuse({ code: 'factor-unknown', detail: 'The model has no such factor.', field: name });
    if (value !== null && !fits(factor, value)) return refuse({ code: 'factor-not-acceptable', detail: 'The value of a factor is none that the model knows.', field: name });
  }
  return ok(given);
}
