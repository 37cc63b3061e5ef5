import { ok, refuse, type Result } from '@echocohort/kernel';
import type { LogisticModel } from './logistic-model.ts';

/**
 * Standard errors that allow for lesions of one patient being alike (Liang and Zeger 1986; Huber's sandwich with the scores summed in each
 * cluster, times G / (G - 1)). `clusters` names the patient of each row of the table.
 */
export function clusterRobust(model: LogisticModel, clusters: readonly (string | null)[]): Result<{ readonly clusters: number; readonly standardErrors: readonly number[]; readonly covariance: readonly (readonly number[])[] }> {
  const { design, covariance, probabilities, kept } = model;
  const columns = kept.map((place) => design.columns[place]?.values ?? new Float64Array());
  const scores = new Map<string, number[]>();
  for (const [at, row] of design.rows.entries()) {
    const cluster = clusters[row] ?? null;
    if (cluster === null) return refuse({ code: 'cluster-missing', detail: 'A row of the model belongs to no patient.' });
    const residual = ((design.response[at] ?? NaN) - (probabilities[at] ?? NaN)) * (design.weights[at] ?? 0);
    const sum = scores.get(cluster) ?? columns.map(() => 0);
    for (const [place, column] of columns.entries()) sum[place] = (sum[place] ?? 0) + residual * (column[at] ?? NaN);
    scores.set(cluster, sum);
  }
  const groups = scores.size;
  if (groups < 2) return refuse({ code: 'too-few-clusters', detail: 'At least two patients are needed for standard errors between patients.' });
  const influence = [...scores.values()].map((score) => covariance.map((row) => row.reduce((sum, value, at) => sum + value * (score[at] ?? NaN), 0)));
  const robust = covariance.map((_, a) => covariance.map((__, b) => (groups / (groups - 1)) * influence.reduce((sum, row) => sum + (row[a] ?? NaN) * (row[b] ?? NaN), 0)));
  return ok({ clusters: groups, covariance: robust, standardErrors: robust.map((row, at) => Math.sqrt(row[at] ?? NaN)) });
}
