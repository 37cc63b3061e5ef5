import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { clusterRobust, designMatrix, displayP, firthRegression, fitLogistic, parseFormula, profileIntervals, termTests, type Design, type LogisticModel } from '@echocohort/statistics';
import type { FitResult, OddsRatio } from '../results/model.schema.ts';
import { estimateOf, refusedBy, testOf, type Basis, type Tested } from '../study/estimates.ts';
import type { Study } from '../study/study.ts';
import type { FitTable } from './fit-table.ts';

const REFERENCE = "glm(family = binomial)";
const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

/** Where a coefficient comes from: its variable's column and, for a factor, the level against the reference. */
export interface TermOrigin {
  readonly column: string;
  readonly level: string | null;
  readonly reference: string | null;
}

/** The origin of a coefficient by its name; null for the intercept. */
export function originOf(design: Design, term: string, order: FitTable['order']): TermOrigin | null {
  const column = design.columns.find(({ name }) => name === term);
  const place = column === undefined ? undefined : design.formula.terms[column.term]?.variables[0];
  const variable = place === undefined ? undefined : design.variables[place];
  if (!variable) return null;
  if (variable.kind !== 'factor') return { column: variable.source, level: null, reference: null };
  const present = [...new Set(design.rows.map((row) => String(variable.cells[row])))];
  return { column: variable.source, level: term.slice(variable.label.length), reference: order(variable.source, present)[0] ?? null };
}

function labelOf(table: FitTable, { column, level }: TermOrigin): OddsRatio['label'] {
  const label = table.labelOf(column);
  const named = table.variableOf(column)?.levels.find(({ code }) => code === level)?.label;
  return level === null ? label : { zh: `${label.zh}：${named?.zh ?? level}`, en: `${label.en}: ${named?.en ?? level}` };
}

function oddsOf(model: LogisticModel, table: FitTable, basis: Basis): OddsRatio[] {
  const profiles = profileIntervals(model);
  const robust = clusterRobust(model, table.lesions.map(({ patient }) => patient));
  return model.coefficients.flatMap(({ term, estimate, standardError, oddsRatio, interval, p }, at): OddsRatio[] => {
    const origin = originOf(model.design, term, table.order);
    if (origin === null) return [];
    const profile = profiles[at];
    const exp = (limit: number | undefined): number | null => (limit === undefined ? null : finite(Math.exp(limit)));
    return [{
      term, factor: table.variableOf(origin.column)?.code ?? origin.column, level: origin.level, reference: origin.reference, label: labelOf(table, origin), coefficient: estimate, standardError,
      clusteredError: robust.ok ? finite(robust.value.standardErrors[at]) : null,
      odds: estimateOf('logistic-maximum-likelihood', REFERENCE, { value: oddsRatio, lower: exp(interval.lower), upper: exp(interval.upper), level: interval.level, method: 'wald' }, basis, model.n, model.events),
      profile: { lower: exp(profile?.lower), upper: exp(profile?.upper) }, p: finite(p), shown: displayP(finite(p)),
    }];
  });
}

function factorTests(model: LogisticModel, table: FitTable, basis: Basis): FitResult['factors'] {
  return termTests(model).map(({ term, degreesOfFreedom, wald, likelihoodRatio }) => {
    const tested = (found: { chiSquare: number; p: number } | null): Result<Tested> => (found === null ? refuse({ code: 'not-estimable', detail: 'The term was left out, or a higher one contains it.' }) : ok({ statistic: found.chiSquare, degreesOfFreedom: [degreesOfFreedom], p: found.p }));
    return { factor: table.variableOf(term)?.code ?? term, label: table.labelOf(term), likelihoodRatio: testOf('likelihood-ratio', "drop1(test = 'LRT')", tested(likelihoodRatio), basis, model.n), wald: testOf('wald', "b' V^-1 b", tested(wald), basis, model.n) };
  });
}

function firthOf(design: Design, level: number): FitResult['firth'] {
  const found = firthRegression(design, level);
  if (!found.ok) return null;
  return found.value.coefficients.filter(({ estimate }) => Number.isFinite(Math.exp(estimate))).map(({ term, estimate, interval, p }) => ({
    term, oddsRatio: Math.exp(estimate), lower: finite(Math.exp(interval.lower)), upper: finite(Math.exp(interval.upper)), p: finite(p), shown: displayP(finite(p)),
  }));
}

/** A fit with the model itself, where there is one. */
export interface Fitted {
  readonly result: FitResult;
  readonly model: LogisticModel | null;
}

function refusedFit(formula: string, refusal: Refusal, basis: Basis, ids: string, design: Design | null, level: number): Fitted {
  const events = design?.response.reduce((sum, y) => sum + y, 0) ?? 0;
  return {
    model: null,
    result: {
      method: 'logistic-maximum-likelihood', reference: REFERENCE, source: [...basis.source], unit: basis.unit, formula, n: design?.rows.length ?? 0, events, dropped: design?.dropped ?? 0, intercept: null, terms: [], factors: [],
      aliased: [], deviance: null, nagelkerke: null, likelihoodRatio: null, firth: refusal.code === 'separation' && design ? firthOf(design, level) : null, ids, warnings: [], refusal: refusedBy(refusal),
    },
  };
}

/** Fits a formula to a table and reports it whole; a refusal keeps its reason, under separation with Firth's fit beside it. */
export function fitted(study: Study, key: string, formula: string, table: FitTable, source: readonly string[]): Fitted {
  const { level } = study.options;
  const read = parseFormula(formula);
  const made = read.ok ? designMatrix(read.value, table.table, { order: table.order }) : read;
  const used = made.ok ? made.value.rows.map((row) => table.lesions[row]?.lesion ?? '') : [];
  const ids = study.ids.add(`fit/${key}`, 'lesion', used);
  const basis: Basis = { unit: 'lesion', source, ids, dropped: made.ok ? made.value.dropped : 0 };
  if (!made.ok) return refusedFit(formula, made.refusal, basis, ids, null, level);
  const fit = fitLogistic(made.value, level);
  if (!fit.ok) return refusedFit(formula, fit.refusal, basis, ids, made.value, level);
  const model = fit.value;
  const { likelihoodRatio } = model;
  const whole: Result<Tested> = ok({ statistic: likelihoodRatio.chiSquare, degreesOfFreedom: [likelihoodRatio.degreesOfFreedom], p: likelihoodRatio.p });
  return {
    model,
    result: {
      method: 'logistic-maximum-likelihood', reference: REFERENCE, source: [...source], unit: 'lesion', formula, n: model.n, events: model.events, dropped: model.dropped,
      intercept: model.coefficients.find(({ term }) => term === '(Intercept)')?.estimate ?? null, terms: oddsOf(model, table, basis), factors: factorTests(model, table, basis), aliased: [...model.aliased],
      deviance: model.deviance, nagelkerke: finite(model.nagelkerke), likelihoodRatio: likelihoodRatio.degreesOfFreedom === 0 ? null : testOf('likelihood-ratio', 'anova', whole, basis, model.n), firth: null, ids, warnings: [...model.warnings], refusal: null,
    },
  };
}
