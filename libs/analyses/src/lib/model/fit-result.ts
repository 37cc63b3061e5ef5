import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { clusterRobust, designMatrix, displayP, firthRegression, fitLogistic, parseFormula, profileIntervals, termTests, type Design, type FirthModel, type FittedLogistic, type LogisticModel } from '@echocohort/statistics';
import type { FitResult, OddsRatio } from '../results/model.schema.ts';
import { estimateOf, refusedBy, testOf, type Basis, type Tested } from '../study/estimates.ts';
import type { Study } from '../study/study.ts';
import type { FitTable } from './fit-table.ts';

const REFERENCE = 'glm(family = binomial)';
const FIRTH_REFERENCE = 'logistf::logistf';
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

const labelled = (origin: TermOrigin | null, table: FitTable): { label?: OddsRatio['label'] } => (origin === null ? {} : { label: labelOf(table, origin) });

/** Firth's terms as they stand beside a refused fit. */
const firthTerms = ({ coefficients, design }: FirthModel, table: FitTable): FitResult['firth'] => coefficients.filter(({ estimate }) => Number.isFinite(Math.exp(estimate))).map(({ term, estimate, interval, p }) => ({
  term, ...labelled(originOf(design, term, table.order), table), oddsRatio: Math.exp(estimate), lower: finite(Math.exp(interval.lower)), upper: finite(Math.exp(interval.upper)), p: finite(p), shown: displayP(finite(p)),
}));

/** A fit with the model itself, where there is one; Firth's where maximum likelihood does not exist. */
export interface Fitted {
  readonly result: FitResult;
  readonly model: LogisticModel | null;
  readonly penalised: FirthModel | null;
}

/** Refusals of maximum likelihood that Firth's penalty cures. */
const CURABLE = new Set(['separation', 'not-converged']);

function refusedFit(formula: string, refusal: Refusal, basis: Basis & { readonly ids: string }, table: FitTable, design: Design | null, level: number): Fitted {
  const events = design?.response.reduce((sum, y) => sum + y, 0) ?? 0;
  const found = CURABLE.has(refusal.code) && design ? firthRegression(design, level) : null;
  const penalised = found?.ok ? found.value : null;
  return {
    model: null, penalised,
    result: {
      method: 'logistic-maximum-likelihood', reference: REFERENCE, source: [...basis.source], unit: basis.unit, formula, n: design?.rows.length ?? 0, events, dropped: design?.dropped ?? 0, intercept: null, terms: [], factors: [],
      aliased: [], deviance: null, nagelkerke: null, likelihoodRatio: null, firth: penalised === null ? null : firthTerms(penalised, table), ids: basis.ids, warnings: [], refusal: refusedBy(refusal),
    },
  };
}

function penalisedOdds(model: FirthModel, table: FitTable, basis: Basis): OddsRatio[] {
  return model.coefficients.flatMap(({ term, estimate, standardError, interval, p }): OddsRatio[] => {
    const origin = originOf(model.design, term, table.order);
    if (origin === null) return [];
    const [lower, upper] = [finite(Math.exp(interval.lower)), finite(Math.exp(interval.upper))];
    return [{
      term, factor: table.variableOf(origin.column)?.code ?? origin.column, level: origin.level, reference: origin.reference, label: labelOf(table, origin), coefficient: estimate, standardError, clusteredError: null,
      odds: estimateOf('logistic-firth', FIRTH_REFERENCE, { value: Math.exp(estimate), lower, upper, level: interval.level, method: 'penalised-profile' }, basis, model.n, model.events), profile: { lower, upper }, p: finite(p), shown: displayP(finite(p)),
    }];
  });
}

/**
 * A fit that gives an equation whatever the data: by maximum likelihood, and where that does not exist (separation: coefficients would be
 * infinite) by Firth's penalised likelihood with its own intervals and tests, which the result says.
 */
export function equationFit(study: Study, key: string, formula: string, table: FitTable, source: readonly string[]): Result<{ result: FitResult; model: FittedLogistic }> {
  const { result, model, penalised } = fitted(study, key, formula, table, source);
  if (model !== null) return ok({ result, model });
  if (penalised === null) return refuse({ code: result.refusal?.code ?? 'not-estimable', detail: result.refusal?.detail ?? 'The model cannot be fitted.' });
  const basis: Basis = { unit: 'lesion', source, ids: result.ids, dropped: penalised.dropped };
  const intercept = penalised.coefficients.find(({ term }) => term === '(Intercept)')?.estimate ?? null;
  const why = `penalised-fit: maximum likelihood does not exist here (${result.refusal?.code ?? ''}), so the coefficients are those of Firth's penalised likelihood, with penalised profile intervals and tests`;
  return ok({ model: penalised, result: { ...result, method: 'logistic-firth', reference: FIRTH_REFERENCE, intercept, terms: penalisedOdds(penalised, table, basis), aliased: [...penalised.aliased], firth: null, warnings: [why, ...penalised.warnings], refusal: null } });
}

/** Fits a formula to a table and reports it whole; a refusal keeps its reason, under separation with Firth's fit beside it. */
export function fitted(study: Study, key: string, formula: string, table: FitTable, source: readonly string[]): Fitted {
  const { level } = study.options;
  const read = parseFormula(formula);
  const made = read.ok ? designMatrix(read.value, table.table, { order: table.order }) : read;
  const used = made.ok ? made.value.rows.map((row) => table.lesions[row]?.lesion ?? '') : [];
  const ids = study.ids.add(`fit/${key}`, 'lesion', used);
  const basis = { unit: 'lesion' as const, source, ids, dropped: made.ok ? made.value.dropped : 0 };
  if (!made.ok) return refusedFit(formula, made.refusal, basis, table, null, level);
  const fit = fitLogistic(made.value, level);
  if (!fit.ok) return refusedFit(formula, fit.refusal, basis, table, made.value, level);
  const model = fit.value;
  const { likelihoodRatio } = model;
  const whole: Result<Tested> = ok({ statistic: likelihoodRatio.chiSquare, degreesOfFreedom: [likelihoodRatio.degreesOfFreedom], p: likelihoodRatio.p });
  return {
    model, penalised: null,
    result: {
      method: 'logistic-maximum-likelihood', reference: REFERENCE, source: [...source], unit: 'lesion', formula, n: model.n, events: model.events, dropped: model.dropped,
      intercept: model.coefficients.find(({ term }) => term === '(Intercept)')?.estimate ?? null, terms: oddsOf(model, table, basis), factors: factorTests(model, table, basis), aliased: [...model.aliased],
      deviance: model.deviance, nagelkerke: finite(model.nagelkerke), likelihoodRatio: likelihoodRatio.degreesOfFreedom === 0 ? null : testOf('likelihood-ratio', 'anova', whole, basis, model.n), firth: null, ids, warnings: [...model.warnings], refusal: null,
    },
  };
}
