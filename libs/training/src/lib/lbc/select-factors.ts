import type { LbcRecord } from '@echocohort/model';
import { logisticRegression, type DataTable } from '@echocohort/statistics';

type Univariable = LbcRecord['selection']['univariable'][number];

/** One factor alone against the outcome. */
function alone(outcome: string, variable: string, table: DataTable): Univariable {
  const model = logisticRegression(`${outcome} ~ ${variable}`, table);
  if (!model.ok) return { variable, p: null, oddsRatio: null, selected: false, reason: model.refusal.code };
  const slopes = model.value.coefficients.slice(1);
  return { variable, p: model.value.likelihoodRatio.p, oddsRatio: slopes.length === 1 ? (slopes[0]?.oddsRatio ?? null) : null, selected: true, reason: null };
}

/** What a choice of factors needs. */
export interface FactorSelection {
  readonly outcome: string;
  readonly candidates: readonly string[];
  readonly kind: 'screened' | 'full';
  readonly alpha: number;
  /** How many factors the final fit can carry. */
  readonly most: number;
}

/**
 * The factors that join the score. `screened` is the paper's path (3.2): each alone by the likelihood ratio test, then those below alpha together; `full`
 * takes all that can be estimated. Too few outcomes for so many factors: those with the smallest p stay, and the record says so.
 */
export function selectFactors(table: DataTable, { outcome, candidates, kind, alpha, most }: FactorSelection): Univariable[] {
  const judged = candidates.map((variable) => alone(outcome, variable, table)).map((entry): Univariable => {
    if (!entry.selected || kind === 'full' || (entry.p !== null && entry.p < alpha)) return entry;
    return { ...entry, selected: false, reason: 'p-not-below-alpha' };
  });
  const order = judged.filter(({ selected }) => selected).sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
  const kept = new Set(order.slice(0, most).map(({ variable }) => variable));
  return judged.map((entry) => (entry.selected && !kept.has(entry.variable) ? { ...entry, selected: false, reason: 'too-few-outcomes' } : entry));
}
