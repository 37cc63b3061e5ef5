import { ok, refuse, type Result } from '@echocohort/kernel';
import {
  columnsRead, dataTable, designMatrix, finitePart, firthRegression, fitLogistic, parseFormula, predictions, profileIntervals, screenThenFit, termTests,
  type DataTable, type Design, type LogisticModel, type ModelFormula,
} from '@echocohort/statistics';
import { EveryRow, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { numbersOf, tableOf } from './columns.ts';
import { withDerived } from './derived-columns.ts';
import { listFrom, numberFrom, numberOr, textField, textsField } from './input.ts';
import { levelOrderOf } from './level-order.ts';
import { modelFields, termFields } from './logistic-fields.ts';

/** Lists in the input itself are columns: y against the others. */
function literalTable(input: Fields): DataTable {
  const names = Object.keys(input).filter((name) => Array.isArray(input[name]));
  return dataTable(names.map((name) => [name, listFrom(input[name]).map((value) => (typeof value === 'string' ? value : numberFrom(value)))]));
}

/** The data, the formula and the weights of a case. */
function prepared(input: Fields, context: CaseContext): { table: DataTable; formula: ModelFormula; weights: (number | null)[] | undefined } {
  const literal = input.csv === undefined && input.rows === undefined;
  const plain = literal ? literalTable(input) : tableOf(input, context);
  const weightName = typeof input.weights === 'string' ? input.weights : typeof input.weight === 'string' ? input.weight : (/weights?\s*=\s*\.?([\w.]+)/.exec(context.call)?.[1] ?? null);
  const predictors = [...plain.columns.keys()].filter((name) => name !== 'y' && name !== weightName);
  const formula = input.formula === undefined ? `y ~ ${predictors.join(' + ') || '1'}` : textField(input, 'formula');
  const parsed = valueOf(parseFormula(formula, [...plain.columns.keys()]));
  const table = withDerived(plain, [parsed.response, ...parsed.variables].flatMap(columnsRead), input, context);
  return { table, formula: parsed, weights: weightName !== null && table.columns.has(weightName) ? numbersOf(table, weightName) : undefined };
}

const INFINITE = 'does not exist (at least one coefficient is infinite)';

function firthFields(design: Design, level: number): Fields {
  const { coefficients } = valueOf(firthRegression(design, level));
  return {
    term: coefficients.map(({ term }) => term), estimate: coefficients.map(({ estimate }) => estimate), se: coefficients.map(({ standardError }) => standardError),
    profile_ci: coefficients.map(({ interval }) => [interval.lower, interval.upper]), p_penalised_lr: coefficients.map(({ p }) => p), logistf_se: coefficients.map(({ augmentedStandardError }) => augmentedStandardError),
  };
}

function separated(design: Design, infinite: readonly unknown[], level: number): Result<unknown> {
  const finite = Object.fromEntries(valueOf(finitePart(design)).map(({ term, estimate }) => [term, estimate]));
  return ok({ expected_status: 'separation', maximum_likelihood: INFINITE, infinite_terms: infinite, finite_ml: finite, firth: firthFields(design, level) });
}

/** Estimates by the names of their terms; a term that was left out has none. */
const byName = ({ coefficients, aliased }: LogisticModel): Fields => ({
  ...Object.fromEntries(aliased.map((term) => [term, null])), ...Object.fromEntries(coefficients.map(({ term, estimate }) => [term === '(Intercept)' ? 'intercept' : term, estimate])),
});

function typeThree(model: LogisticModel): Fields[] {
  return termTests(model).map(({ term, degreesOfFreedom, wald, likelihoodRatio }) => ({
    term, df: degreesOfFreedom, wald_chisq: wald?.chiSquare ?? null, wald_p: wald?.p ?? null, lr_chisq: likelihoodRatio?.chiSquare ?? null, lr_p: likelihoodRatio?.p ?? null,
  }));
}

function predicted(model: LogisticModel): EveryRow {
  const rows = predictions(model);
  return new EveryRow({
    linear_predictor: rows.map((row) => row.linearPredictor), se: rows.map((row) => row.standardError), probability: rows.map((row) => row.probability),
    lower95: rows.map((row) => row.lower), upper95: rows.map((row) => row.upper),
  });
}

function screening(input: Fields, context: CaseContext): Result<unknown> {
  const candidates = textsField(input, 'candidates');
  const outcome = textField(input, 'outcome');
  const table = withDerived(tableOf(input, context), [outcome, ...candidates], input, context);
  const found = valueOf(screenThenFit(outcome, candidates, table, { alpha: numberOr(input, 'alpha', 0.05), order: levelOrderOf(input, context), level: numberOr(input, 'level', 0.95) }));
  return ok({
    univariable: found.univariable.map(({ variable, model, test }) => ({
      variable, terms: termFields(model, profileIntervals(model)), lr_chisq: model.likelihoodRatio.chiSquare, lr_df: model.likelihoodRatio.degreesOfFreedom, lr_p: model.likelihoodRatio.p, wald_p_joint: test.wald?.p ?? null,
    })),
    kept_by_lr: found.keptByLikelihoodRatio, kept_by_wald: found.keptByWald, multivariable: found.multivariable === null ? null : modelFields(found.multivariable),
  });
}

/** When R takes the deviance to stand still: its default, or what the call says. */
const epsilonOf = (call: string): number | undefined => {
  const said = /epsilon = ([\d.e-]+)/.exec(call)?.[1];
  return /default control/.test(call) ? 1e-8 : said === undefined ? undefined : Number(said);
};

/** Logistic regression: fits with intervals, tests of terms, predictions, screening, and what is left under separation. */
export const adapter: MethodAdapter = {
  method: 'logistic',
  run(input, context) {
    if (input.candidates !== undefined) return screening(input, context);
    const level = numberOr(input, 'level', 0.95);
    const { table, formula, weights } = prepared(input, context);
    const design = valueOf(designMatrix(formula, table, { order: levelOrderOf(input, context), ...(weights ? { weights } : {}) }));
    const fit = fitLogistic(design, level, epsilonOf(context.call));
    if (!fit.ok) return fit.refusal.code === 'separation' ? separated(design, listFrom(fit.refusal.facts?.infinite), level) : refuse(fit.refusal);
    const model = fit.value;
    if (/drop1|wald chi-?square per term/i.test(context.call)) return ok(typeThree(model));
    if (/\bpredict\(/.test(context.call)) return ok(predicted(model));
    const wantsFirth = input.formula === undefined || /brglm|logistf|firth/i.test(context.call);
    return ok({
      ...(input.formula === undefined ? byName(model) : {}), expected_status: 'ok', maximum_likelihood: model.coefficients.map(({ estimate }) => estimate),
      ...(wantsFirth ? { firth: firthFields(design, level) } : {}), ...modelFields(model),
    });
  },
};
