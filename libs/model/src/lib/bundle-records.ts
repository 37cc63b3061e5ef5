import { z } from 'zod';

const code = z.string();

/** `features.json`: whose features the rows of `features.bin` are (32-bit little-endian numbers, one row a lesion). */
export const featureIndex = z.object({
  format: z.literal('echocohort-features/1'),
  /** Numbers in a row. */
  length: z.number().int().positive(),
  /** Lesions that the model was trained on, with their outcomes: what "nearest training cases" looks among. */
  lesions: z.array(z.object({ lesion: code, malignant: z.boolean(), score: z.number() })),
});
export type FeatureIndex = z.output<typeof featureIndex>;

/**
 * `calibration.json`: how scores became outcomes in the internal set. `logistic`: a logistic regression of the outcome on the logit
 * of the lesion score; its interval on the linear predictor is the interval that is shown beside a score.
 */
export const calibrationRecord = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('logistic'), fit: z.enum(['maximum-likelihood', 'firth']), set: z.literal('internal_validation'), lesions: z.number().int(), malignant: z.number().int(), level: z.number(),
    intercept: z.number(), slope: z.number(), covariance: z.array(z.array(z.number())),
  }),
  z.object({ method: z.literal('none'), reason: z.string() }),
]);
export type CalibrationRecord = z.output<typeof calibrationRecord>;

/** `failures.json`: the development lesions that the model was most wrong about, the worst first. */
export const failureGallery = z.object({
  cutOff: z.number().nullable(),
  lesions: z.array(z.object({ lesion: code, set: z.string(), malignant: z.boolean(), score: z.number(), images: z.array(z.object({ slot: z.string(), score: z.number(), cam: z.string().nullable() })) })),
});
export type FailureGallery = z.output<typeof failureGallery>;

const coefficient = z.object({ term: z.string(), variable: z.string().nullable(), level: z.string().nullable(), estimate: z.number(), standardError: z.number().nullable(), oddsRatio: z.number(), lower: z.number(), upper: z.number(), p: z.number().nullable() });

/** `lbc.json`: the regression of Model-LBC, enough to compute a risk by hand and to draw its nomogram. */
export const lbcRecord = z.object({
  format: z.literal('echocohort-lbc/1'),
  fit: z.enum(['maximum-likelihood', 'firth']),
  fittedOn: z.object({ set: z.string(), lesions: z.number().int(), malignant: z.number().int() }),
  coefficients: z.array(coefficient),
  selection: z.object({
    kind: z.enum(['screened', 'full']), alpha: z.number(), lesions: z.number().int(),
    univariable: z.array(z.object({ variable: z.string(), p: z.number().nullable(), oddsRatio: z.number().nullable(), selected: z.boolean(), reason: z.string().nullable() })),
  }),
  /** What stands for a factor that a lesion lacks when its risk is computed. */
  replacements: z.array(z.object({ variable: z.string(), value: z.union([z.number(), z.string()]), lesions: z.number().int() })),
  nomogram: z
    .object({
      axes: z.array(z.object({ variable: z.string(), ticks: z.array(z.object({ value: z.union([z.number(), z.string()]), points: z.number() })) })),
      totalTicks: z.array(z.number()),
      riskTicks: z.array(z.object({ risk: z.number(), points: z.number() })),
      pointsPerUnit: z.number(),
      predictorAtZero: z.number(),
    })
    .nullable(),
  warnings: z.array(z.string()),
});
export type LbcRecord = z.output<typeof lbcRecord>;
