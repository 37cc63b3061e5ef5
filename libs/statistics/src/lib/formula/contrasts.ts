import { orthogonalPolynomials, polynomialValues } from './polynomial-basis.ts';

/** How the levels of a factor become columns, after R: against the first level, against their mean, each against those before it, or as polynomials. */
export type Contrasts = 'treatment' | 'sum' | 'helmert' | 'poly';

/** One column: what is added to the factor's name, and its value at each level. */
export interface ContrastColumn {
  readonly suffix: string;
  readonly values: readonly number[];
}

const LETTERS = ['.L', '.Q', '.C'];

/** The columns of a factor with so many levels, one fewer than levels. */
export function contrastColumns(contrasts: Contrasts, levels: readonly string[]): ContrastColumn[] {
  const places = levels.map((_, at) => at);
  const columns = places.slice(1);
  switch (contrasts) {
    case 'treatment': return columns.map((column) => ({ suffix: levels[column] ?? '', values: places.map((level) => (level === column ? 1 : 0)) }));
    case 'sum': return columns.map((column) => ({ suffix: String(column), values: places.map((level) => (level === column - 1 ? 1 : level === levels.length - 1 ? -1 : 0)) }));
    case 'helmert': return columns.map((column) => ({ suffix: String(column), values: places.map((level) => (level < column ? -1 : level === column ? column : 0)) }));
    case 'poly': {
      const basis = orthogonalPolynomials(places.map((place) => place + 1), levels.length - 1);
      const values = places.map((place) => polynomialValues(place + 1, basis));
      return columns.map((column) => ({ suffix: LETTERS[column - 1] ?? `^${column}`, values: values.map((row) => row[column - 1] ?? NaN) }));
    }
  }
}
