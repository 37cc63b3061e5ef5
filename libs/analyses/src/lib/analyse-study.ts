import { ok, refuse, type Result } from '@echocohort/kernel';
import { baselineAnalysis } from './cohort/baseline.analysis.ts';
import { failuresAnalysis } from './cohort/failures.analysis.ts';
import { flowAnalysis } from './cohort/flow.analysis.ts';
import { intervalAnalysis } from './cohort/interval.analysis.ts';
import { runGuards } from './guards/run-guards.ts';
import { objectsOf } from './guards/guard.ts';
import { fitLbc, lbcModel } from './model/lbc.analysis.ts';
import { nomogramAnalysis } from './model/nomogram.analysis.ts';
import { oddsAnalysis } from './model/odds.analysis.ts';
import { calibrationAnalysis } from './performance/calibration.analysis.ts';
import { comparisonsAnalysis } from './performance/comparisons.analysis.ts';
import { trainingCutOff } from './performance/cut-offs.ts';
import { decisionCurveAnalysis } from './performance/decision-curve.analysis.ts';
import { performanceAnalysis } from './performance/performance.analysis.ts';
import { robustnessAnalysis } from './performance/robustness.analysis.ts';
import { rocAnalysis } from './performance/roc.analysis.ts';
import { stratifiedAnalysis } from './performance/stratified.analysis.ts';
import type { StudyRecords } from './records.ts';
import { ANALYSIS_NAMES, analysisOptions, type AnalysisOptions, type AnalysisReport, type AnalysisResults } from './results/report.schema.ts';
import { refusedBy } from './study/estimates.ts';
import { IdSets } from './study/id-sets.ts';
import { readStudy } from './study/read-study.ts';
import { scoredModels } from './study/scored-models.ts';
import { lesionsOf, patientsOf, SETS, type Study } from './study/study.ts';

/** Rows that a browser or a job can still hold at once; a study of this platform has thousands. */
const MOST_LESIONS = 200_000;

const outcomeOf = <T>(found: Result<T>): { status: 'done'; value: T } | { status: 'refused'; refusal: { code: string; detail: string } } => (found.ok ? { status: 'done', value: found.value } : { status: 'refused', refusal: refusedBy(found.refusal) });

function resultsOf(images: Study): { study: Study; results: AnalysisResults } {
  const odds = oddsAnalysis(images);
  const lbc = fitLbc(images, odds);
  const own = lbc.ok ? lbcModel(images, lbc.value) : null;
  const study: Study = own === null ? images : { ...images, models: [...images.models, own] };
  const cutOffs = study.models.map((model) => trainingCutOff(study, model));
  return {
    study,
    results: {
      flow: outcomeOf(flowAnalysis(study)), table1: outcomeOf(baselineAnalysis(study)), interval: outcomeOf(intervalAnalysis(study)), odds: outcomeOf(odds), lbc: outcomeOf(lbc.ok ? ok(lbc.value.result) : lbc),
      performance: outcomeOf(performanceAnalysis(study, cutOffs)), roc: outcomeOf(rocAnalysis(study, cutOffs)), comparisons: outcomeOf(comparisonsAnalysis(study)), robustness: outcomeOf(robustnessAnalysis(study, lbc)),
      calibration: outcomeOf(calibrationAnalysis(study)), decisionCurve: outcomeOf(decisionCurveAnalysis(study)), nomogram: outcomeOf(nomogramAnalysis(lbc, own?.code ?? 'LBC')),
      stratified: outcomeOf(stratifiedAnalysis(study, cutOffs)), failures: outcomeOf(failuresAnalysis(study, cutOffs)),
    },
  };
}

/** The methods that the results name, with the analyses in which they were used. */
function methodsOf(results: AnalysisResults): AnalysisReport['methods'] {
  const found = new Map<string, { method: string; reference: string; analyses: Set<string> }>();
  for (const name of ANALYSIS_NAMES) {
    for (const { fields } of objectsOf(results[name])) {
      const { method, reference } = fields;
      if (typeof method !== 'string' || typeof reference !== 'string') continue;
      const key = `${method}\n${reference}`;
      const known = found.get(key) ?? { method, reference, analyses: new Set<string>() };
      known.analyses.add(name);
      found.set(key, known);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { method, reference, analyses }]) => ({ method, reference, analyses: [...analyses] }));
}

/**
 * All analyses of the study from the tables of a locked snapshot and the predictions of its models. Pure: the same records and options
 * give the same result to the last byte. An analysis that cannot be made says why; a result that breaks a guard is refused whole.
 */
export function analyseStudy(records: StudyRecords, wish: Partial<AnalysisOptions> = {}): Result<AnalysisReport> {
  const options = analysisOptions.safeParse(wish);
  if (!options.success) return refuse({ code: 'options-invalid', detail: `The options of the analyses are not understood: ${options.error.issues[0]?.path.join('.') ?? ''} ${options.error.issues[0]?.message ?? ''}` });
  if (records.splits.length > MOST_LESIONS) return refuse({ code: 'too-many-rows', detail: `The analyses take up to ${MOST_LESIONS} lesions at once; this split has ${records.splits.length}.` });
  const table = readStudy(records);
  if (!table.ok) return table;
  const models = scoredModels(records.models, table.value);
  if (!models.ok) return models;
  const { study, results } = resultsOf({ records, table: table.value, models: models.value, options: options.data, ids: new IdSets() });
  const { definition } = records;
  const report: AnalysisReport = {
    format: 'echocohort-analyses/1', study: { code: definition.study.code, version: definition.study.version, title: definition.study.title, protocolVersion: definition.protocol.version }, snapshotRoot: records.snapshotRoot,
    models: study.models.map(({ code, label, runId, digest, kind }) => ({ code, label, runId, digest, kind })),
    sets: SETS.map((group) => {
      const lesions = lesionsOf(study, group);
      return { group, lesions: lesions.length, patients: patientsOf(lesions).length, known: lesions.filter(({ malignant }) => malignant !== null).length };
    }),
    options: options.data, results, idSets: study.ids.all(), methods: methodsOf(results), guards: [], warnings: [...table.value.warnings],
  };
  const guards = runGuards(report);
  return guards.ok ? ok({ ...report, guards: guards.value }) : guards;
}
