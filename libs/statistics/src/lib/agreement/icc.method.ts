import { ok, refuse, type Result } from '@echocohort/kernel';
import { fQuantile, fUpperTail } from '../distributions/f-distribution.ts';

/** One of Shrout and Fleiss' coefficients (1979) with its interval. */
export interface IntraclassCoefficient {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Reliability of measurements: how much of their spread lies between the items. */
export interface IntraclassCorrelation {
  readonly method: 'icc';
  readonly items: number;
  readonly raters: number;
  readonly level: number;
  /** Raters differ from item to item; raters are a sample; raters are these only (consistency). Each for one measurement and for the mean of all. */
  readonly oneWay: IntraclassCoefficient;
  readonly twoWayAgreement: IntraclassCoefficient;
  readonly twoWayConsistency: IntraclassCoefficient;
  readonly oneWayMean: IntraclassCoefficient;
  readonly twoWayAgreementMean: IntraclassCoefficient;
  readonly twoWayConsistencyMean: IntraclassCoefficient;
  /** Against no difference between items (consistency). */
  readonly f: number;
  readonly p: number;
}

interface Squares {
  readonly n: number;
  readonly k: number;
  readonly items: number;
  readonly raters: number;
  readonly within: number;
  readonly error: number;
}

function squaresOf(values: readonly (readonly number[])[]): Squares {
  const [n, k] = [values.length, values[0]?.length ?? 0];
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const grand = mean(values.flat());
  const itemMeans = values.map(mean);
  const raterMeans = Array.from({ length: k }, (_, rater) => mean(values.map((row) => row[rater] ?? NaN)));
  const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value * value, 0);
  const within = sum(values.flatMap((row, item) => row.map((value) => value - (itemMeans[item] ?? 0))));
  const raters = n * sum(raterMeans.map((value) => value - grand));
  return { n, k, items: (k * sum(itemMeans.map((value) => value - grand))) / (n - 1), raters: raters / (k - 1), within: within / (n * (k - 1)), error: (within - raters) / ((n - 1) * (k - 1)) };
}

/** From one measurement to the mean of k (Spearman and Brown). */
const ofMean = ({ value, lower, upper }: IntraclassCoefficient, k: number): IntraclassCoefficient => {
  const stepped = (r: number): number => (k * r) / (1 + (k - 1) * r);
  return { value: stepped(value), lower: stepped(lower), upper: stepped(upper) };
};

/** (F - 1) / (F + k - 1) with the F of both limits. */
function fromRatio(ratio: number, numerator: number, denominator: number, k: number, level: number): IntraclassCoefficient {
  const tail = (1 + level) / 2;
  const share = (f: number): number => (f - 1) / (f + k - 1);
  return { value: share(ratio), lower: share(ratio / fQuantile(tail, numerator, denominator)), upper: share(ratio * fQuantile(tail, denominator, numerator)) };
}

/** Agreement with raters as a sample: interval by Satterthwaite's degrees of freedom (McGraw and Wong 1996). */
function agreement({ n, k, items, raters, error }: Squares, level: number): IntraclassCoefficient {
  const value = (items - error) / (items + (k - 1) * error + (k * (raters - error)) / n);
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const freedom = (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const tail = (1 + level) / 2;
  const [high, low] = [fQuantile(tail, n - 1, freedom), fQuantile(tail, freedom, n - 1)];
  const rest = k * raters + (k * n - k - n) * error;
  return { value, lower: (n * (items - high * error)) / (high * rest + n * items), upper: (n * (low * items - error)) / (rest + n * low * items) };
}

/** Intraclass correlations of measurements: one row an item, one column a rater, none missing. */
export function intraclassCorrelation(values: readonly (readonly number[])[], level = 0.95): Result<IntraclassCorrelation> {
  const k = values[0]?.length ?? 0;
  if (values.length < 2 || k < 2 || values.some((row) => row.length !== k)) return refuse({ code: 'ratings-uneven', detail: 'Two items and two raters are needed at least, and every item a measurement of every rater.' });
  if (values.flat().some((value) => !Number.isFinite(value))) return refuse({ code: 'value-not-a-number', detail: 'A measurement is missing or not a finite number.' });
  const squares = squaresOf(values);
  if (!(squares.error > 0 && squares.within > 0)) return refuse({ code: 'data-constant', detail: 'The raters do not differ at all, so the coefficient is 1 without an interval.' });
  const { n, items, within, error } = squares;
  const oneWay = fromRatio(items / within, n - 1, n * (k - 1), k, level);
  const twoWayAgreement = agreement(squares, level);
  const twoWayConsistency = fromRatio(items / error, n - 1, (n - 1) * (k - 1), k, level);
  return ok({
    method: 'icc', items: n, raters: k, level, oneWay, twoWayAgreement, twoWayConsistency,
    oneWayMean: ofMean(oneWay, k), twoWayAgreementMean: ofMean(twoWayAgreement, k), twoWayConsistencyMean: ofMean(twoWayConsistency, k),
    f: items / error, p: fUpperTail(items / error, n - 1, (n - 1) * (k - 1)),
  });
}
