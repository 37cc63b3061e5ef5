import { ok, refuse, type Result } from '@echocohort/kernel';

/**
 * How much each kind of method takes at once. Ranking methods (areas, DeLong, cut-offs, decision curves, Hosmer-Lemeshow) have no limit of
 * their own: they were tried with ten million rows. What is beyond a limit is refused before the work begins, not after hours of it.
 */
export const ROW_LIMITS = {
  /** Points of a ROC curve: one for each different score. */
  curvePoints: 4_000_000,
  /** Rows times coefficients of a logistic fit; profiles and penalties fit many times. */
  fitCells: 5_000_000,
  /** Loess fits a polynomial at every point to most of the others. */
  loess: 10_000,
  lowess: 1_000_000,
  /** Rows times draws of a bootstrap. */
  resampledRows: 2_000_000_000,
} as const;

/** Refuses what is more than a method takes. */
export const withinLimit = (count: number, limit: keyof typeof ROW_LIMITS, what: string): Result<null> =>
  (count <= ROW_LIMITS[limit] ? ok(null) : refuse({ code: 'too-many-rows', detail: `${what}: up to ${ROW_LIMITS[limit].toLocaleString('en')} are taken at once; here are ${count.toLocaleString('en')}.`, facts: { limit: ROW_LIMITS[limit], given: count } }));
