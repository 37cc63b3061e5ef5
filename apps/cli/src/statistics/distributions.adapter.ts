import { ok } from '@echocohort/kernel';
import { adjustP, displayP, sampleQuantiles, type Adjustment, type QuantileType } from '@echocohort/statistics';
import { CaseUnreadable, Instead, type Fields, type MethodAdapter } from './adapter.ts';
import { distributionValue } from './distribution-functions.ts';
import { numbersField, presentNumbers } from './input.ts';

const ADJUSTMENTS: readonly Adjustment[] = ['none', 'bonferroni', 'holm', 'hochberg', 'BH', 'BY'];
const TYPES: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** The names that a case gives to the parameters of an urn, in R's order. */
const URN = ['white', 'black', 'drawn'];

/** One vector of numbers from an argument of a call: a name of the input, a number, `0:8`, or `-abs(z)`. */
function argument(text: string, input: Fields): number[] {
  const trimmed = text.trim();
  const mirrored = /^-abs\((\w+)\)$/.exec(trimmed);
  if (mirrored) return argument(mirrored[1] ?? '', input).map((value) => -Math.abs(value));
  const range = /^(\d+):(\d+)$/.exec(trimmed);
  if (range) return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, index) => Number(range[1]) + index);
  if (input[trimmed] !== undefined) return presentNumbers(input, trimmed);
  if (trimmed !== '' && Number.isFinite(Number(trimmed))) return [Number(trimmed)];
  throw new CaseUnreadable(`the call names ${trimmed}, which the input lacks`);
}

/** One expression such as `2 * pt(-abs(t), df)` or `pnorm(z, lower.tail = FALSE)`, over the vectors of the input. */
function evaluate(expression: string, input: Fields): { name: string; key: string; values: number[] } {
  const call = /^(2 \* )?(\w+)\((.*)\)$/.exec(expression.trim());
  if (!call) throw new CaseUnreadable(`the call ${expression} has another form`);
  const [, twice, name = '', inside = ''] = call;
  const parts = inside.split(',').map((part) => part.trim());
  const flag = (pattern: RegExp): boolean => parts.some((part) => pattern.test(part));
  const flags = { upper: flag(/^lower\.tail\s*=\s*(FALSE|F)$/), log: flag(/^log(\.p)?\s*=\s*(TRUE|T)$/) };
  const [first = '', ...rest] = parts.filter((part) => !/^(lower\.tail|log(\.p)?)\s*=/.test(part));
  const named = name.endsWith('hyper') && URN.every((field) => input[field] !== undefined) ? URN : rest;
  const [x, ...parameters] = [first, ...named.map((part) => part.replace(/^\w+\s*=\s*/, ''))].map((part) => argument(part, input));
  const length = Math.max(0, ...[x ?? [], ...parameters].map((vector) => vector.length));
  const recycled = (vector: readonly number[], index: number): number => vector[index % vector.length] ?? NaN;
  const values = Array.from({ length }, (_, index) => {
    const value = distributionValue(name, recycled(x ?? [], index), parameters.map((vector) => recycled(vector, index)), flags);
    if (value === null) throw new CaseUnreadable(`the function ${name} is not known`);
    return twice ? Math.min(1, 2 * value) : value;
  });
  return { name, key: twice ? 'two_sided' : flags.log ? `log_${flags.upper ? 'upper' : 'lower'}` : flags.upper ? 'upper' : 'lower', values };
}

/** Each expression of the call under every name that case files use for it; a call of one expression is its vector. */
function distributions(input: Fields, call: string): unknown {
  const found = call.split(';').map((expression) => evaluate(expression, input));
  if (found.length === 1) return found[0]?.values;
  return Object.fromEntries(found.flatMap(({ name, key, values }): [string, number[]][] => {
    if (name.startsWith('d') && name !== 'digamma') return [['density', values], [name, values]];
    return [[key, values], [name, values], ...(name.startsWith('p') && key === 'lower' ? [['cdf', values] as [string, number[]]] : [])];
  }));
}

function quantiles(input: Fields): unknown {
  const values = numbersField(input, 'x').filter((value) => value !== null);
  return Object.fromEntries(TYPES.map((type) => [`type${type}`, sampleQuantiles(values, presentNumbers(input, 'probs'), type)]));
}

/** Tails, quantiles and densities of distributions, sample quantiles, adjusted and displayed p values. */
export const adapter: MethodAdapter = {
  method: 'distributions',
  run(input, { call }) {
    if (/^quantile\(/.test(call)) return ok(quantiles(input));
    if (/^p\.adjust\(/.test(call)) return ok(Object.fromEntries(ADJUSTMENTS.map((method) => [method, adjustP(numbersField(input, 'p'), method)])));
    if (/^format\.pval\(/.test(call)) {
      return ok(numbersField(input, 'p').map((value) => new Instead(displayP(value), 'R rounds p across 0.05; the platform does not')));
    }
    return ok(distributions(input, call));
  },
};
