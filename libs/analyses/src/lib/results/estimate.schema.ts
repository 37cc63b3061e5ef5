import { z } from 'zod';

/** A text that a person reads, in both languages. */
export const localText = z.object({ zh: z.string(), en: z.string() });

/** What is counted. A number without its unit cannot be checked (paper 2.9 says patient, its Table 2 counts lesions). */
export const unit = z.enum(['image', 'lesion', 'patient', 'reader']);
export type Unit = z.output<typeof unit>;

/** The three sets of the study, and all of them together. */
export const groupName = z.enum(['all', 'training', 'internal_validation', 'external_validation']);
export type GroupName = z.output<typeof groupName>;

/** Why a number cannot be given; `code` is stable. */
export const refusedNumber = z.object({ code: z.string(), detail: z.string() });
export type RefusedNumber = z.output<typeof refusedNumber>;

/** Codes behind a number. `digest` is the SHA-256 of the sorted codes, one to a line, each line ended. */
export const idSet = z.object({ key: z.string(), unit, count: z.number().int(), digest: z.string().regex(/^[0-9a-f]{64}$/), ids: z.array(z.string()) });
export type IdSet = z.output<typeof idSet>;

/** Where numbers come from: the paper's section, the statistical method by its name in libs/statistics, the tables that were read. */
export const provenance = z.object({
  method: z.string(),
  /** The published definition or the function of R that the method agrees with. */
  reference: z.string(),
  /** Files of the export or of the bundle. */
  source: z.array(z.string()),
  unit,
});
export type Provenance = z.output<typeof provenance>;

/** One number with everything that a reader needs to judge it. Null means that it cannot be estimated, and `refusal` says why. */
export const estimate = provenance.extend({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number().nullable(),
  /** How the interval was made: DeLong, Wilson, cluster bootstrap, ...; null without one. */
  intervalMethod: z.string().nullable(),
  n: z.number().int(),
  /** Malignant among n, or the numerator of a proportion; null where nothing is counted. */
  events: z.number().int().nullable(),
  /** Left out for a missing value. */
  dropped: z.number().int(),
  /** Key into `idSets` of the report: the rows behind the number. */
  ids: z.string().nullable(),
  warnings: z.array(z.string()),
  refusal: refusedNumber.nullable(),
});
export type AnalysisEstimate = z.output<typeof estimate>;

/** A test of a hypothesis. `shown` is the p as it is to be printed: never "0.000", never rounded across 0.01 or 0.05. */
export const testResult = provenance.extend({
  statistic: z.number().nullable(),
  degreesOfFreedom: z.array(z.number()),
  p: z.number().nullable(),
  shown: z.string(),
  /** Adjusted for the other tests of the same family (Holm); null for a test that stands alone. */
  adjusted: z.number().nullable(),
  adjustedShown: z.string().nullable(),
  n: z.number().int(),
  ids: z.string().nullable(),
  warnings: z.array(z.string()),
  refusal: refusedNumber.nullable(),
});
export type TestResult = z.output<typeof testResult>;
