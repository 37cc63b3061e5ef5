import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { logistic, normalReach } from '@echocohort/statistics';
import type { LbcResult, ModelInput, NomogramResult } from '../results/model.schema.ts';

type Equation = NonNullable<LbcResult['equation']>;

/** A patient as typed: a value for each input by its name; a choice or yes/no as its code. */
export type PatientValues = Readonly<Record<string, number | string>>;

/** What the model says of one patient. */
export interface RiskReading {
  readonly probability: number;
  /** Interval of the probability: the linear predictor's, from the covariance of the coefficients. */
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly linearPredictor: number;
  readonly standardError: number;
  /** Inputs outside what the training set showed. */
  readonly warnings: readonly string[];
}

/** A reading of the nomogram: the risk with its interval, and the points that lead to it. */
export interface NomogramReading extends RiskReading {
  readonly points: Readonly<Record<string, number>>;
  readonly total: number;
}

/** A value of an input as a number or a level's code; refuses what the model has not seen. */
function checked(input: ModelInput, value: number | string | undefined): Result<number | string> {
  if (value === undefined || value === '') return refuse({ code: 'value-missing', detail: `The patient has no value for ${input.label.en}.`, field: input.name });
  if (input.kind === 'choice' || input.kind === 'binary') {
    const code = String(value);
    if (!input.levels.some((level) => level.code === code)) return refuse({ code: 'level-unknown', detail: `The model has not seen this level of ${input.label.en}.`, field: input.name });
    return ok(input.kind === 'binary' ? Number(code) : code);
  }
  const number = Number(value);
  return Number.isFinite(number) ? ok(number) : refuse({ code: 'value-not-a-number', detail: `${input.label.en} must be a finite number.`, field: input.name });
}

/** The value of each term of the equation for checked values. */
export const termValues = ({ terms }: { readonly terms: readonly Pick<Equation['terms'][number], 'input' | 'level'>[] }, values: ReadonlyMap<string, number | string>): number[] => terms.map(({ input, level }) => {
  if (input === null) return 1;
  const value = values.get(input);
  return level === null ? Number(value) : value === level ? 1 : 0;
});

/** Values of all inputs, checked, with a word on those outside the range of the training set. */
export function patientValues(inputs: readonly ModelInput[], patient: PatientValues): Result<{ values: Map<string, number | string>; warnings: string[] }> {
  const values = new Map<string, number | string>();
  const warnings: string[] = [];
  for (const input of inputs) {
    const value = checked(input, patient[input.name]);
    if (!value.ok) return value;
    values.set(input.name, value.value);
    const { minimum, maximum } = input;
    if (typeof value.value === 'number' && input.kind !== 'binary' && ((minimum !== null && value.value < minimum) || (maximum !== null && value.value > maximum))) warnings.push(`outside-range: ${input.label.en} lies outside the ${minimum} to ${maximum} of the training set`);
  }
  return ok({ values, warnings });
}

/** Risk with interval from the equation: closed form, nothing is read off an axis. */
export function riskOf(equation: Equation, values: ReadonlyMap<string, number | string>, warnings: readonly string[] = []): RiskReading {
  const x = termValues(equation, values);
  const linearPredictor = equation.terms.reduce((sum, { coefficient }, at) => sum + coefficient * (x[at] ?? NaN), 0);
  const variance = equation.covariance.reduce((sum, row, a) => sum + (x[a] ?? 0) * row.reduce((inner, value, b) => inner + value * (x[b] ?? 0), 0), 0);
  const standardError = Math.sqrt(Math.max(0, variance));
  const reach = normalReach(equation.level) * standardError;
  return { probability: logistic(linearPredictor), lower: logistic(linearPredictor - reach), upper: logistic(linearPredictor + reach), level: equation.level, linearPredictor, standardError, warnings };
}

/** A value that nobody can have: a score above 1, an age that the study's form does not take. */
function impossible(inputs: readonly ModelInput[], values: ReadonlyMap<string, number | string>): Refusal | null {
  for (const { name, kind, label, possible } of inputs) {
    const value = values.get(name);
    const [least, most] = [possible?.minimum ?? -Infinity, possible?.maximum ?? Infinity];
    if (typeof value !== 'number' || kind === 'binary' || (value >= least && value <= most)) continue;
    return { code: 'value-impossible', detail: `${label.en} must lie between ${Number.isFinite(least) ? least : 'any value'} and ${Number.isFinite(most) ? most : 'any value'}.`, field: name };
  }
  return null;
}

/** Reads a patient off the nomogram of Model-LBC: the risk with its interval, and each input's points. */
export function readNomogram(chart: Pick<NomogramResult, 'inputs' | 'equation' | 'axes' | 'pointsPerUnit'>, patient: PatientValues): Result<NomogramReading> {
  const read = patientValues(chart.inputs, patient);
  if (!read.ok) return read;
  const { values, warnings } = read.value;
  const never = impossible(chart.inputs, values);
  if (never !== null) return refuse(never);
  const x = termValues(chart.equation, values);
  const points = Object.fromEntries(chart.axes.map(({ input, lowest }) => {
    const contribution = chart.equation.terms.reduce((sum, term, at) => (term.input === input ? sum + term.coefficient * (x[at] ?? NaN) : sum), 0);
    return [input, (contribution - lowest) * chart.pointsPerUnit];
  }));
  return ok({ ...riskOf(chart.equation, values, warnings), points, total: Object.values(points).reduce((sum, value) => sum + value, 0) });
}
