import { ok, refuse, type Result } from '@echocohort/kernel';
import { aucDelong, rocCurve } from '@echocohort/statistics';
import type { CutOffResult, RocResult } from '../results/performance.schema.ts';
import { aucEstimate } from '../study/estimates.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, SETS, type Study } from '../study/study.ts';

type Curve = RocResult['curves'][number];

function curveOf(study: Study, model: ScoredModel, set: (typeof SETS)[number], cutOff: number | null): Curve[] {
  const scored = scoredLesions(lesionsOf(study, set), model.scores);
  if (scored.lesions.length === 0) return [];
  const ids = study.ids.add(`scored/${model.code}/${set}`, 'lesion', scored.lesions.map(({ lesion }) => lesion));
  const basis = { unit: 'lesion' as const, source: [model.source, 'lesions.tsv', 'splits.tsv'], ids, dropped: scored.dropped };
  const [n, events] = [scored.lesions.length, scored.outcomes.filter(Boolean).length];
  const auc = aucEstimate(aucDelong(scored.outcomes, scored.scores, { level: study.options.level }), basis, n, events);
  const curve = rocCurve(scored.outcomes, scored.scores);
  // Each point is where all from this score on are called malignant. The method's own thresholds lie between two scores, from which the table of another cut-off cannot be read exactly.
  const scores = [...new Set(scored.scores)].sort((a, b) => b - a);
  const points = (curve.ok ? curve.value.points : []).map(({ sensitivity, specificity }) => ({ falsePositiveRate: 1 - specificity, truePositiveRate: sensitivity }))
    .sort((a, b) => a.falsePositiveRate - b.falsePositiveRate || a.truePositiveRate - b.truePositiveRate).map((point, at) => ({ ...point, threshold: scores[at - 1] ?? null }));
  const rate = (malignant: boolean, cut: number): number => {
    const own = scored.scores.filter((_, at) => scored.outcomes[at] === malignant);
    return own.filter((score) => score >= cut).length / own.length;
  };
  const ranked = scored.lesions.map(({ lesion }, at) => ({ lesion, score: scored.scores[at] ?? NaN, malignant: scored.outcomes[at] === true })).sort((a, b) => b.score - a.score || (a.lesion < b.lesion ? -1 : 1));
  const ofClass = (malignant: boolean): string[] => ranked.filter((each) => each.malignant === malignant).map(({ lesion }) => lesion);
  return [{ order: { malignant: ofClass(true), benign: ofClass(false) }, model: model.code, group: set, points, auc, cutOff: cutOff === null || points.length === 0 ? null : { threshold: cutOff, falsePositiveRate: rate(false, cutOff), truePositiveRate: rate(true, cutOff) } }];
}

/** ROC curves of every model in every set, with the point of the training set's cut-off. */
export function rocAnalysis(study: Study, cutOffs: readonly CutOffResult[]): Result<RocResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given, so there is no curve.' });
  return ok({ curves: study.models.flatMap((model) => SETS.flatMap((set) => curveOf(study, model, set, cutOffs.find((entry) => entry.model === model.code)?.value ?? null))) });
}
