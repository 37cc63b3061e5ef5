import type { Cell } from '@echocohort/statistics';
import type { LesionAnswers } from '../snapshot/read-snapshot.ts';
import type { AnalysisVariable } from '../snapshot/study-in-snapshot.ts';

/** A name that a model formula can hold. */
export const formulaName = (code: string): string => code.replaceAll(/[^A-Za-z0-9_]/g, '_');

const codeOf = (value: string | number | boolean): string => (value === true ? '1' : value === false ? '0' : String(value));

function numberOf(answer: string): number | null {
  const value = Number(answer);
  return answer.trim() !== '' && Number.isFinite(value) ? value : null;
}

/** The value of an analysis variable for a lesion: a number, 0 or 1, or a category; null where it was not recorded. */
export function factorValue(variable: AnalysisVariable, answers: LesionAnswers): Cell {
  const answer = answers[variable.item];
  if (answer === null || answer === undefined || answer === '') return null;
  const { kind, positive, above, strata } = variable;
  if (kind === 'binary') {
    if (positive) return positive.map(codeOf).includes(answer) ? 1 : 0;
    const value = numberOf(answer);
    return value === null ? null : value > (above ?? 0) ? 1 : 0;
  }
  if (kind === 'continuous') return numberOf(answer);
  if (!strata) return answer;
  const value = numberOf(answer);
  return value === null ? null : (strata.find(({ upTo }) => upTo === null || value <= upTo)?.code ?? null);
}
