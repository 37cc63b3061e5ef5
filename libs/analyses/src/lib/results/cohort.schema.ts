import { z } from 'zod';
import { groupName, localText, refusedNumber, testResult, unit } from './estimate.schema.ts';

/** Flow chart (paper Fig. 1): every box with its numbers and the key of the lesions in it. */
export const flowResult = z.object({
  boxes: z.array(z.object({
    code: z.string(),
    kind: z.enum(['screened', 'excluded', 'pending', 'included', 'set']),
    label: localText,
    lesions: z.number().int(),
    patients: z.number().int(),
    /** Images of the lesions in the box; null for lesions that have no row in images.tsv. */
    images: z.number().int().nullable(),
    ids: z.string(),
  })),
});
export type FlowResult = z.output<typeof flowResult>;

/** A cell of Table 1: a count with its share, or a description of values. */
export const baselineCell = z.object({
  group: groupName,
  n: z.number().int(),
  missing: z.number().int(),
  /** For a level: how many, and their share of `n` plus `missing` (the denominator that is stated). */
  count: z.number().int().nullable(),
  share: z.number().nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  median: z.number().nullable(),
  lowerQuartile: z.number().nullable(),
  upperQuartile: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** Key of the rows that are counted. */
  ids: z.string(),
});
export type BaselineCell = z.output<typeof baselineCell>;

/** One characteristic of Table 1. */
export const baselineVariable = z.object({
  code: z.string(),
  label: localText,
  unit,
  kind: z.enum(['continuous', 'categorical']),
  /** Unit of measurement, such as cm. */
  measuredIn: z.string().nullable(),
  lines: z.array(z.object({
    /** A level's code, `missing`, or how values are described. */
    code: z.string(),
    kind: z.enum(['mean-sd', 'median-iqr', 'median-range', 'level', 'missing']),
    label: localText,
    cells: z.array(baselineCell),
  })),
  /** Standardised mean difference of each set against training; missing values are no level. */
  smd: z.array(z.object({ group: groupName, against: groupName, value: z.number().nullable(), refusal: refusedNumber.nullable() })),
  /** Training against external only: between randomly split sets p tests the random numbers. */
  test: testResult.nullable(),
  warnings: z.array(z.string()),
});
export type BaselineVariable = z.output<typeof baselineVariable>;

/** Baseline characteristics (paper Table 1), patients and lesions kept apart. */
export const baselineResult = z.object({
  columns: z.array(z.object({ group: groupName, label: localText, patients: z.number().int(), lesions: z.number().int() })),
  variables: z.array(baselineVariable),
  notes: z.array(localText),
});
export type BaselineResult = z.output<typeof baselineResult>;

/** Days from scan to specimen (STARD 22; the study allows 0 to 30). */
export const intervalResult = z.object({
  groups: z.array(z.object({
    group: groupName,
    n: z.number().int(),
    missing: z.number().int(),
    sealed: z.number().int(),
    median: z.number().nullable(),
    lowerQuartile: z.number().nullable(),
    upperQuartile: z.number().nullable(),
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    outside: z.number().int(),
    ids: z.string(),
    outsideIds: z.string(),
    /** Lesions by days, from the shortest interval on. */
    histogram: z.array(z.object({ days: z.number().int(), count: z.number().int() })),
  })),
  mostDays: z.number().int(),
  unit,
  method: z.string(),
  source: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type IntervalResult = z.output<typeof intervalResult>;

/** The lesions that a model gets most wrong. */
export const failureResult = z.object({
  rows: z.array(z.object({
    model: z.string(),
    group: groupName,
    lesion: z.string(),
    patient: z.string(),
    centre: z.string().nullable(),
    kind: z.enum(['false-positive', 'false-negative']),
    score: z.number(),
    cutOff: z.number(),
    /** Distance from the cut-off on the side of the error. */
    by: z.number(),
    histology: z.string().nullable(),
    histologyLabel: localText.nullable(),
    diameter: z.number().nullable(),
    /** Files of the bundle's `cam/` that show this lesion; empty when the bundle has none. */
    attentionMaps: z.array(z.string()),
    /** A map that the service made of the lesion because the bundle has none; null elsewhere. */
    madeMap: z.object({ slot: z.string(), sha256: z.string() }).nullable().default(null),
    rank: z.number().int(),
  })),
  counts: z.array(z.object({ model: z.string(), group: groupName, falsePositives: z.number().int(), falseNegatives: z.number().int(), n: z.number().int(), ids: z.string() })),
  /** Rows listed for each model, set and kind at most. */
  listed: z.number().int(),
  unit,
  method: z.string(),
  source: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type FailureResult = z.output<typeof failureResult>;

