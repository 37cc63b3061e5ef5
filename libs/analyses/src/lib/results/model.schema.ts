import { z } from 'zod';
import { estimate, localText, provenance, refusedNumber, testResult } from './estimate.schema.ts';

/** One odds ratio with Wald's test; `profile` has the limits of the profile likelihood. */
export const oddsRatio = z.object({
  term: z.string(),
  /** The factor and, for a factor of levels, the level against its reference. */
  factor: z.string(),
  level: z.string().nullable(),
  reference: z.string().nullable(),
  label: localText,
  coefficient: z.number(),
  standardError: z.number(),
  /** Standard error with lesions clustered in patients; null where it cannot be estimated. */
  clusteredError: z.number().nullable(),
  odds: estimate,
  profile: z.object({ lower: z.number().nullable(), upper: z.number().nullable() }),
  p: z.number().nullable(),
  shown: z.string(),
});
export type OddsRatio = z.output<typeof oddsRatio>;

/** A logistic fit as it is reported. */
export const fitResult = provenance.extend({
  formula: z.string(),
  n: z.number().int(),
  events: z.number().int(),
  dropped: z.number().int(),
  intercept: z.number().nullable(),
  terms: z.array(oddsRatio),
  /** One test a factor, all its levels together. */
  factors: z.array(z.object({ factor: z.string(), label: localText, likelihoodRatio: testResult, wald: testResult })),
  aliased: z.array(z.string()),
  deviance: z.number().nullable(),
  nagelkerke: z.number().nullable(),
  likelihoodRatio: testResult.nullable(),
  /** Firth's penalised fit, offered where maximum likelihood does not exist. */
  firth: z.array(z.object({ term: z.string(), label: localText.optional(), oddsRatio: z.number(), lower: z.number().nullable(), upper: z.number().nullable(), p: z.number().nullable(), shown: z.string() })).nullable(),
  ids: z.string(),
  warnings: z.array(z.string()),
  refusal: refusedNumber.nullable(),
});
export type FitResult = z.output<typeof fitResult>;

/** Univariable screening, then the survivors together (paper 3.2), with the full model beside it. */
export const oddsResult = z.object({
  alpha: z.number(),
  /** Candidates in the study's order; `kept` by the likelihood-ratio test of all levels of the factor. */
  univariable: z.array(z.object({ factor: z.string(), label: localText, fit: fitResult, kept: z.boolean(), reason: z.string() })),
  selected: z.array(z.string()),
  multivariable: fitResult,
  /** All candidates at once, which TRIPOD+AI prefers to screening by p. */
  full: fitResult,
  notes: z.array(localText),
});
export type OddsResult = z.output<typeof oddsResult>;

/** One input of Model-LBC: how a patient's value is named and typed. */
export const modelInput = z.object({
  name: z.string(),
  label: localText,
  kind: z.enum(['score', 'number', 'binary', 'choice']),
  measuredIn: z.string().nullable(),
  /** What can be at all: a score's 0 to 1, the range of the study's own form. */
  possible: z.object({ minimum: z.number().nullable(), maximum: z.number().nullable() }).optional(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  levels: z.array(z.object({ code: z.string(), label: localText })),
});
export type ModelInput = z.output<typeof modelInput>;

/** Model-LBC: logistic regression on the lesion's score and the selected factors, fitted in training only (paper 2.5). */
export const lbcResult = z.object({
  /** The image model whose lesion score goes in. */
  base: z.string(),
  path: z.enum(['paper', 'full']),
  fit: fitResult,
  inputs: z.array(modelInput),
  /** Everything that is needed to predict for a new patient, with the interval. */
  equation: z.object({
    terms: z.array(z.object({ name: z.string(), input: z.string().nullable(), level: z.string().nullable(), coefficient: z.number() })),
    covariance: z.array(z.array(z.number())),
    level: z.number(),
  }).nullable(),
  /** Lesions of each set that have a probability, and those that lack a factor. */
  predicted: z.array(z.object({ group: z.string(), n: z.number().int(), dropped: z.number().int() })),
});
export type LbcResult = z.output<typeof lbcResult>;

/** The nomogram of Model-LBC (paper Fig. 3a), laid out as rms does; `lbc.equation` gives risk and interval. */
export const nomogramResult = z.object({
  model: z.string(),
  inputs: z.array(modelInput),
  axes: z.array(z.object({ input: z.string(), label: localText, ticks: z.array(z.object({ value: z.union([z.number(), z.string()]), label: localText, points: z.number() })), lowest: z.number(), highest: z.number() })),
  pointsPerUnit: z.number(),
  predictorAtZero: z.number(),
  totalTicks: z.array(z.number()),
  predictorTicks: z.array(z.object({ value: z.number(), points: z.number() })),
  riskTicks: z.array(z.object({ risk: z.number(), points: z.number() })),
  equation: z.object({
    terms: z.array(z.object({ name: z.string(), input: z.string().nullable(), level: z.string().nullable(), coefficient: z.number() })),
    covariance: z.array(z.array(z.number())),
    level: z.number(),
  }),
  n: z.number().int(),
  events: z.number().int(),
  ids: z.string(),
  warnings: z.array(z.string()),
}).extend(provenance.shape);
export type NomogramResult = z.output<typeof nomogramResult>;
