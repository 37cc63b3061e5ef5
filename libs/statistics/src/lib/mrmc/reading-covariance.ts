import { ok, refuse, type Result } from '@echocohort/kernel';
import { structuralComponents } from '../roc/structural-components.ts';

/** What is compared between modalities. A cut-off calls positive what is rated at or above it. */
export type Merit = { readonly kind: 'auc'; readonly covariance: 'delong' | 'jackknife' } | { readonly kind: 'sensitivity' | 'specificity'; readonly cut: number };

/** A figure of merit for every reading, and the covariance of their errors. */
export interface ReadingMerits {
  readonly values: readonly number[];
  readonly covariance: readonly Float64Array[];
}

/** Covariances of columns (n - 1), each column a reading's values over the same cases. */
function covariances(columns: readonly Float64Array[]): Float64Array[] {
  const centred = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return column.map((value) => value - mean);
  });
  const n = columns[0]?.length ?? 0;
  const result = columns.map(() => new Float64Array(columns.length));
  for (const [i, one] of centred.entries()) {
    for (let j = 0; j <= i; j++) {
      const two = centred[j] ?? one;
      let sum = 0;
      for (let k = 0; k < n; k++) sum += (one[k] ?? 0) * (two[k] ?? 0);
      const [row, column] = [result[i], result[j]];
      if (row) row[j] = sum / (n - 1);
      if (column) column[i] = sum / (n - 1);
    }
  }
  return result;
}

const added = (one: readonly Float64Array[], two: readonly Float64Array[], scaleOne: number, scaleTwo: number): Float64Array[] =>
  one.map((row, i) => row.map((value, j) => value * scaleOne + (two[i]?.[j] ?? 0) * scaleTwo));

function areas(truth: readonly boolean[], readings: readonly (readonly number[])[], covariance: 'delong' | 'jackknife'): ReadingMerits {
  const parts = readings.map((scores) => structuralComponents({
    positives: Float64Array.from(scores.filter((_, index) => truth[index] === true)), negatives: Float64Array.from(scores.filter((_, index) => truth[index] !== true)), dropped: 0,
  }));
  const values = parts.map(({ auc }) => auc);
  const [m, n] = [parts[0]?.ofPositives.length ?? 0, parts[0]?.ofNegatives.length ?? 0];
  if (covariance === 'delong') return { values, covariance: added(covariances(parts.map(({ ofPositives }) => ofPositives)), covariances(parts.map(({ ofNegatives }) => ofNegatives)), 1 / m, 1 / n) };
  // Without one case the area is the mean of the other components of its class.
  const without = parts.map(({ auc, ofPositives, ofNegatives }) => Float64Array.from([
    ...ofPositives.map((value) => (auc * m - value) / (m - 1)), ...ofNegatives.map((value) => (auc * n - value) / (n - 1)),
  ]));
  const scale = (m + n - 1) ** 2 / (m + n);
  return { values, covariance: covariances(without).map((row) => row.map((value) => value * scale)) };
}

/** Values and error covariances of readings over the same cases. The covariance of shares is that of the 0/1 results over n (the jackknife gives the same). */
export function readingMerits(truth: readonly boolean[], readings: readonly (readonly number[])[], merit: Merit): Result<ReadingMerits> {
  const positives = truth.filter(Boolean).length;
  const [m, n] = [positives, truth.length - positives];
  if (merit.kind === 'auc') {
    if (m < 2 || n < 2) return refuse({ code: 'one-class', detail: 'Two cases with and two without the outcome are needed at least.', facts: { positives: m, negatives: n } });
    return ok(areas(truth, readings, merit.covariance));
  }
  const size = merit.kind === 'sensitivity' ? m : n;
  if (size < 2) return refuse({ code: 'one-class', detail: 'Two cases at least must have the class that is looked at.', facts: { positives: m, negatives: n } });
  const hits = readings.map((scores) => Float64Array.from(scores.filter((_, index) => (truth[index] === true) === (merit.kind === 'sensitivity')), (score) => (score >= merit.cut === (merit.kind === 'sensitivity') ? 1 : 0)));
  return ok({ values: hits.map((column) => column.reduce((sum, value) => sum + value, 0) / size), covariance: covariances(hits).map((row) => row.map((value) => value / size)) });
}
