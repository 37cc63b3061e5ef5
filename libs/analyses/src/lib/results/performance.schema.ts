import { z } from 'zod';
import { estimate, groupName, localText, refusedNumber, testResult, unit } from './estimate.schema.ts';

/** A cut-off: Youden's of the training set, applied unchanged elsewhere (paper 2.9). */
export const cutOff = z.object({
  model: z.string(),
  value: z.number().nullable(),
  method: z.literal('youden'),
  set: z.literal('training'),
  sensitivity: z.number().nullable(),
  specificity: z.number().nullable(),
  /** All cut-offs that reach the same index; more than one is a tie, and the lowest (most sensitive) is taken. */
  ties: z.array(z.number()),
  n: z.number().int(),
  events: z.number().int(),
  ids: z.string().nullable(),
  warnings: z.array(z.string()),
  refusal: refusedNumber.nullable(),
});
export type CutOffResult = z.output<typeof cutOff>;

/** What a model reaches in one set, or one stratum of it, at its cut-off (paper Table 2). */
export const performanceCell = z.object({
  model: z.string(),
  group: groupName,
  /** `size` or `liver_background` with the stratum's code; null: the whole set. */
  stratum: z.object({ variable: z.string(), code: z.string(), label: localText }).nullable(),
  unit,
  n: z.number().int(),
  /** Malignant lesions. */
  events: z.number().int(),
  patients: z.number().int(),
  dropped: z.number().int(),
  cutOff: z.number().nullable(),
  counts: z.object({ truePositives: z.number().int(), falsePositives: z.number().int(), falseNegatives: z.number().int(), trueNegatives: z.number().int() }).nullable(),
  auc: estimate,
  /** The same area with the variance of lesions clustered in patients (Obuchowski 1997). */
  aucClustered: estimate,
  accuracy: estimate,
  sensitivity: estimate,
  specificity: estimate,
  ppv: estimate,
  npv: estimate,
  /** PPV and NPV at a stated prevalence of the clinic, when one was asked for. */
  reweighted: z.object({ prevalence: z.number(), ppv: estimate, npv: estimate }).nullable(),
  /** Percentile intervals from resampling patients, for accuracy, sensitivity and specificity; the default Wilson ones ignore clusters. */
  clustered: z.object({ seed: z.string(), resamples: z.number().int(), accuracy: estimate, sensitivity: estimate, specificity: estimate }).nullable(),
  ids: z.string(),
  refusal: refusedNumber.nullable(),
});
export type PerformanceCell = z.output<typeof performanceCell>;

/** All models in all sets. */
export const performanceResult = z.object({ cutOffs: z.array(cutOff), cells: z.array(performanceCell) });
export type PerformanceResult = z.output<typeof performanceResult>;

/** One stratifying variable: the cells, tests between strata of one set, and whether performance differs by stratum. */
export const stratifiedResult = z.object({
  variables: z.array(z.object({
    code: z.string(),
    label: localText,
    strata: z.array(z.object({ code: z.string(), label: localText, lesions: z.number().int() })),
    /** Lesions without a value of the variable; they stand in no stratum. */
    missing: z.number().int(),
    cells: z.array(performanceCell),
    comparisons: z.array(z.object({ model: z.string(), group: groupName, one: z.string(), other: z.string(), difference: estimate, test: testResult })),
    interactions: z.array(z.object({ model: z.string(), group: groupName, test: testResult })),
  })),
});
export type StratifiedResult = z.output<typeof stratifiedResult>;

/** Points of ROC curves with their areas. */
export const rocResult = z.object({
  curves: z.array(z.object({
    model: z.string(),
    group: groupName,
    /** From (0, 0) to (1, 1). At a point all scores from `threshold` on are called malignant; that of the first is null: nothing is. */
    points: z.array(z.object({ falsePositiveRate: z.number(), truePositiveRate: z.number(), threshold: z.number().nullable() })),
    auc: estimate,
    cutOff: z.object({ threshold: z.number(), falsePositiveRate: z.number(), truePositiveRate: z.number() }).nullable(),
    /** The lesions of each class from the highest score down, those of one score by their codes: who is called malignant at any cut-off, without a score of anybody. Results of before lack it. */
    order: z.object({ malignant: z.array(z.string()), benign: z.array(z.string()) }).optional(),
  })),
});
export type RocResult = z.output<typeof rocResult>;

/** DeLong tests: models of one set against each other (paired), and the sets of one model (unpaired). */
export const comparisonResult = z.object({
  models: z.array(z.object({ group: groupName, one: z.string(), other: z.string(), difference: estimate, test: testResult })),
  sets: z.array(z.object({ model: z.string(), one: groupName, other: groupName, difference: estimate, test: testResult })),
  /** All models of a set at once. */
  overall: z.array(z.object({ group: groupName, models: z.array(z.string()), test: testResult })),
});
export type ComparisonResult = z.output<typeof comparisonResult>;

/** Five-fold robustness (paper 3.4). */
export const robustnessResult = z.object({
  model: z.string(),
  folds: z.array(z.object({ fold: z.number().int(), auc: estimate })),
  /** Mean and standard deviation of the folds' areas; not the pooled one. */
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  pooled: estimate,
  pairs: z.array(z.object({ one: z.number().int(), other: z.number().int(), test: testResult })),
  homogeneity: testResult,
  /** The models of the folds on the external set, compared as pairs; null while it is sealed or was not scored. */
  external: z.object({ areas: z.array(z.object({ fold: z.number().int(), auc: estimate })), pairs: z.array(z.object({ one: z.number().int(), other: z.number().int(), test: testResult })), overall: testResult }).nullable(),
  /** Where the folds' scores come from: networks trained for each fold, or Model-LBC refitted in each fold. */
  basis: z.enum(['trained-folds', 'refitted-logistic']),
  warnings: z.array(z.string()),
});
export type RobustnessResult = z.output<typeof robustnessResult>;

/** Calibration of one model in one set. */
export const calibrationCurve = z.object({
  model: z.string(),
  group: groupName,
  unit,
  n: z.number().int(),
  events: z.number().int(),
  dropped: z.number().int(),
  /** Probabilities of exactly 0 or 1, which have no logit. */
  atTheEnds: z.number().int(),
  inTheLarge: estimate,
  slope: estimate,
  observedToExpected: estimate,
  brier: estimate,
  scaledBrier: z.number().nullable(),
  spiegelhalter: testResult,
  hosmerLemeshow: testResult,
  ici: z.number().nullable(),
  e50: z.number().nullable(),
  e90: z.number().nullable(),
  emax: z.number().nullable(),
  /** The smooth curve (loess, span 0.75) with its bootstrap band where one was asked for. */
  smooth: z.array(z.object({ predicted: z.number(), observed: z.number(), lower: z.number().nullable(), upper: z.number().nullable() })),
  /** Observed shares in tenths of risk, with Wilson intervals. */
  groups: z.array(z.object({ predicted: z.number(), observed: z.number(), lower: z.number().nullable(), upper: z.number().nullable(), n: z.number().int(), events: z.number().int() })),
  /** How the probabilities are spread, in 20 equal bins from 0 to 1, by outcome. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), malignant: z.number().int(), benign: z.number().int() })),
  /** True where slope 1 and intercept 0 hold by construction (the data that a logistic model was fitted to). */
  byConstruction: z.boolean(),
  ids: z.string(),
  warnings: z.array(z.string()),
  refusal: refusedNumber.nullable(),
});
export type CalibrationCurve = z.output<typeof calibrationCurve>;
export const calibrationResult = z.object({ curves: z.array(calibrationCurve) });
export type CalibrationResult = z.output<typeof calibrationResult>;

/** Decision curves of one set, all models on the same thresholds. */
export const decisionCurveResult = z.object({
  sets: z.array(z.object({
    group: groupName,
    unit,
    n: z.number().int(),
    events: z.number().int(),
    dropped: z.number().int(),
    prevalence: z.number().nullable(),
    treatAll: z.array(z.object({ threshold: z.number(), netBenefit: z.number() })),
    models: z.array(z.object({
      model: z.string(),
      points: z.array(z.object({
        threshold: z.number(),
        netBenefit: z.number(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
        standardised: z.number(),
        /** For each 100 patients, against treating everyone; null at threshold 0. */
        avoidedPer100: z.number().nullable(),
        againstTreatAll: z.number(),
      })),
    })),
    method: z.string(),
    source: z.array(z.string()),
    level: z.number(),
    seed: z.string(),
    resamples: z.number().int(),
    ids: z.string(),
    warnings: z.array(z.string()),
    refusal: refusedNumber.nullable(),
  })),
});
export type DecisionCurveResult = z.output<typeof decisionCurveResult>;
