import { z } from 'zod';
import { baselineResult, failureResult, flowResult, intervalResult } from './cohort.schema.ts';
import { groupName, idSet, localText, refusedNumber } from './estimate.schema.ts';
import { lbcResult, nomogramResult, oddsResult } from './model.schema.ts';
import { calibrationResult, comparisonResult, decisionCurveResult, performanceResult, robustnessResult, rocResult, stratifiedResult } from './performance.schema.ts';

/** A result, or why there is none. */
const outcome = <S extends z.ZodType>(value: S) => z.discriminatedUnion('status', [z.object({ status: z.literal('done'), value }), z.object({ status: z.literal('refused'), refusal: refusedNumber })]);

/** The analyses of the study by name, in the order of a report. */
export const analysisResults = z.object({
  flow: outcome(flowResult),
  table1: outcome(baselineResult),
  interval: outcome(intervalResult),
  odds: outcome(oddsResult),
  lbc: outcome(lbcResult),
  performance: outcome(performanceResult),
  roc: outcome(rocResult),
  comparisons: outcome(comparisonResult),
  robustness: outcome(robustnessResult),
  calibration: outcome(calibrationResult),
  decisionCurve: outcome(decisionCurveResult),
  nomogram: outcome(nomogramResult),
  stratified: outcome(stratifiedResult),
  failures: outcome(failureResult),
});
export type AnalysisResults = z.output<typeof analysisResults>;
export type AnalysisName = keyof AnalysisResults;
export const ANALYSIS_NAMES = ['flow', 'table1', 'interval', 'odds', 'lbc', 'performance', 'roc', 'comparisons', 'robustness', 'calibration', 'decisionCurve', 'nomogram', 'stratified', 'failures'] as const satisfies readonly AnalysisName[];

/** What decides the analyses besides the records. The same options and records give the same bytes. */
export const analysisOptions = z.strictObject({
  level: z.number().min(0.5).max(0.999).default(0.95),
  /** Seed of every resampling. */
  seed: z.string().min(1).default('echocohort'),
  /** Bootstrap resamples for clustered intervals and bands; 0 leaves them out. */
  resamples: z.number().int().min(0).max(10_000).default(1000),
  alpha: z.number().gt(0).lt(1).default(0.05),
  /** Which factors go into Model-LBC: those that survive (paper 3.2), or all candidates. */
  path: z.enum(['paper', 'full']).default('paper'),
  /** Prevalence of a clinic at which PPV and NPV are given too. */
  prevalence: z.number().gt(0).lt(1).nullable().default(null),
  /** Thresholds of the decision curve. */
  thresholds: z.array(z.number().min(0).lt(1)).min(1).default(Array.from({ length: 99 }, (_, index) => (index + 1) / 100)),
  /** Lesions listed for each model, set and kind of failure. */
  failures: z.number().int().min(1).max(200).default(10),
});
export type AnalysisOptions = z.output<typeof analysisOptions>;

/** A guard that was run on the results (issue: guards on every export), and what it looked at. */
export const guardRecord = z.object({ guard: z.string(), checked: z.number().int() });

/** A method that was really used, for the methods paragraph and the tooltips. */
export const methodUse = z.object({ method: z.string(), reference: z.string(), analyses: z.array(z.string()) });

/** Everything that was computed from one snapshot with the predictions of some models. */
export const analysisReport = z.object({
  format: z.literal('echocohort-analyses/1'),
  study: z.object({ code: z.string(), version: z.string(), title: localText, protocolVersion: z.string() }),
  snapshotRoot: z.string().nullable(),
  models: z.array(z.object({ code: z.string(), label: localText, runId: z.string().nullable(), digest: z.string().nullable(), kind: z.enum(['image', 'logistic']) })),
  sets: z.array(z.object({ group: groupName, lesions: z.number().int(), patients: z.number().int(), /** Lesions whose outcome is known here. */ known: z.number().int() })),
  options: analysisOptions,
  results: analysisResults,
  idSets: z.record(z.string(), idSet),
  methods: z.array(methodUse),
  guards: z.array(guardRecord),
  warnings: z.array(z.string()),
});
export type AnalysisReport = z.output<typeof analysisReport>;
