import { ok, type Result } from '@echocohort/kernel';
import type { FailureResult } from '../results/cohort.schema.ts';
import type { CutOffResult } from '../results/performance.schema.ts';
import { diameterOf } from '../study/read-study.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, SETS, type Study } from '../study/study.ts';

type Row = FailureResult['rows'][number];

/** Maps of the bundle whose file name begins with the lesion's code. */
const mapsOf = (model: ScoredModel, lesion: string): string[] => model.attentionMaps.filter((path) => {
  const name = path.split('/').at(-1) ?? '';
  return name === lesion || (name.startsWith(lesion) && !/[0-9A-Za-z]/.test(name.charAt(lesion.length)));
}).sort();

function failuresOf(study: Study, model: ScoredModel, cutOff: number, group: (typeof SETS)[number]): { rows: Row[]; count: FailureResult['counts'][number] } {
  const types = new Map(study.records.definition.lesionTypes.map(({ code, name }) => [code, name]));
  const scored = scoredLesions(lesionsOf(study, group), model.scores);
  const wrong = scored.lesions.flatMap((lesion, at) => {
    const score = scored.scores[at] ?? NaN;
    if ((score >= cutOff) === (lesion.malignant === true)) return [];
    const kind = lesion.malignant === true ? ('false-negative' as const) : ('false-positive' as const);
    return [{ lesion, score, kind, by: Math.abs(score - cutOff) }];
  });
  const rows = (['false-negative', 'false-positive'] as const).flatMap((kind) => wrong.filter((entry) => entry.kind === kind)
    .sort((a, b) => b.by - a.by || (a.lesion.lesion < b.lesion.lesion ? -1 : 1)).slice(0, study.options.failures)
    .map(({ lesion, score, by }, rank): Row => ({
      model: model.code, group, lesion: lesion.lesion, patient: lesion.patient, centre: lesion.centre, kind, score, cutOff, by, histology: lesion.histology,
      histologyLabel: (lesion.histology === null ? undefined : types.get(lesion.histology)) ?? null, diameter: diameterOf(study.table, lesion), attentionMaps: mapsOf(model, lesion.lesion), madeMap: null, rank: rank + 1,
    })));
  const falseNegatives = wrong.filter(({ kind }) => kind === 'false-negative').length;
  return { rows, count: { model: model.code, group, falsePositives: wrong.length - falseNegatives, falseNegatives, n: scored.lesions.length, ids: study.ids.add(`failures/${model.code}/${group}`, 'lesion', wrong.map(({ lesion }) => lesion.lesion)) } };
}

/** The lesions that each model gets most wrong at its cut-off, farthest from it first (CLAIM: failure analysis). */
export function failuresAnalysis(study: Study, cutOffs: readonly CutOffResult[]): Result<FailureResult> {
  const found = study.models.flatMap((model) => {
    const cutOff = cutOffs.find((entry) => entry.model === model.code)?.value ?? null;
    return cutOff === null ? [] : SETS.filter((set) => scoredLesions(lesionsOf(study, set), model.scores).lesions.length > 0).map((set) => failuresOf(study, model, cutOff, set));
  });
  const without = study.models.filter(({ code }) => !cutOffs.some(({ model, value }) => model === code && value !== null)).map(({ code }) => `no-cut-off: model ${code} has no cut-off, so its failures are not known`);
  return ok({ rows: found.flatMap(({ rows }) => rows), counts: found.map(({ count }) => count), listed: study.options.failures, unit: 'lesion', method: 'classification at the cut-off', source: ['predictions.csv', 'lesions.tsv'], warnings: without });
}
