/** Polynomials of one variable: powers as they are, or orthogonal and of unit length over the rows that were seen (R's `poly`). */
export interface PolynomialBasis {
  readonly kind: 'polynomial';
  readonly degree: number;
  /** Null for plain powers; else the recurrence of the monic orthogonal polynomials and their lengths. */
  readonly recurrence: readonly { readonly centre: number; readonly ratio: number; readonly length: number }[] | null;
}

export const powers = (degree: number): PolynomialBasis => ({ kind: 'polynomial', degree, recurrence: null });

/** Orthogonal polynomials by Stieltjes' recurrence: p(k+1) = (x - a) p(k) - b p(k-1). */
export function orthogonalPolynomials(values: readonly number[], degree: number): PolynomialBasis {
  const recurrence: { centre: number; ratio: number; length: number }[] = [];
  let [before, current] = [values.map(() => 0), values.map(() => 1)];
  let previous = NaN;
  for (let place = 0; place <= degree; place++) {
    const square = current.reduce((sum, value) => sum + value * value, 0);
    const centre = current.reduce((sum, value, row) => sum + (values[row] ?? NaN) * value * value, 0) / square;
    const ratio = place === 0 ? 0 : square / previous;
    recurrence.push({ centre, ratio, length: Math.sqrt(square) });
    const [last, own] = [before, current];
    [before, current, previous] = [own, own.map((value, row) => ((values[row] ?? NaN) - centre) * value - ratio * (last[row] ?? NaN)), square];
  }
  return { kind: 'polynomial', degree, recurrence };
}

/** The values of the polynomials of degree 1 and up at x. */
export function polynomialValues(x: number, { degree, recurrence }: PolynomialBasis): number[] {
  if (recurrence === null) return Array.from({ length: degree }, (_, at) => x ** (at + 1));
  const found: number[] = [];
  let [before, current] = [0, 1];
  for (let place = 0; place < degree; place++) {
    const { centre = NaN, ratio = NaN } = recurrence[place] ?? {};
    [before, current] = [current, (x - centre) * current - ratio * before];
    found.push(current / (recurrence[place + 1]?.length ?? NaN));
  }
  return found;
}
