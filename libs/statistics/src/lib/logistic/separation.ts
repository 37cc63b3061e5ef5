import { euclidean } from '../linear-algebra/orthogonal.ts';
import { iterate, largest, linearPredictor, type Iterated, type LogisticData } from './iterations.ts';

/** A direction in which the likelihood rises for ever: some coefficients are infinite. */
export interface Separation {
  /** Places of the columns with an infinite coefficient. */
  readonly infinite: readonly number[];
  /** Rows that the direction does not tell apart; the others are predicted perfectly. */
  readonly undecided: readonly number[];
}

const CERTAIN = 1e-6;

/**
 * Whether the last step is a certificate of separation (Albert and Anderson 1984): along it no row moves to the wrong side of its outcome
 * and some move to the right one. The finite coefficients fade out of the step as the fit runs on, so the test is exact to CERTAIN.
 */
export function separationOf(data: LogisticData, { step, predictor, converged }: Iterated): Separation | null {
  if (converged || largest(predictor) < 12) return null;
  const { response, weights, columns } = data;
  const along = linearPredictor(columns, step, new Float64Array(response.length));
  const reach = largest(along);
  const margins = along.map((value, row) => ((weights[row] ?? 0) === 0 ? 0 : (response[row] ?? 0) > 0.5 ? value : -value));
  if (!(reach > 1e-6) || margins.some((margin) => margin < -CERTAIN * reach)) return null;
  const infinite = [...columns.keys()].filter((place) => {
    const column = columns[place] ?? new Float64Array();
    return Math.abs(step[place] ?? 0) * (euclidean(column) / Math.sqrt(Math.max(1, column.length))) > 1e-4 * reach;
  });
  return { infinite, undecided: [...margins.keys()].filter((row) => (margins[row] ?? 0) <= 1e-4 * reach) };
}

/** Runs the iterations until they converge or separation is certain; neither leaves `separation` null and `converged` false. */
export function iterateOrSeparate(data: LogisticData, epsilon?: number): { readonly fit: Iterated; readonly separation: Separation | null } {
  let fit = iterate(data, { limit: 14, ...(epsilon === undefined ? {} : { epsilon }) });
  for (let round = 0; round < 20 && !fit.converged; round++) {
    const separation = separationOf(data, fit);
    if (separation !== null) return { fit, separation };
    fit = iterate(data, { start: fit.coefficients, limit: 3 });
  }
  return { fit, separation: fit.converged ? null : separationOf(data, fit) };
}
