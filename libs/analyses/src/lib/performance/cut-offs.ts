import { bestCutOff } from '@echocohort/statistics';
import type { CutOffResult } from '../results/performance.schema.ts';
import { refusedBy } from '../study/estimates.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, type Study } from '../study/study.ts';

/** Youden's cut-off in the training set (paper 2.9). No other set is looked at. */
export function trainingCutOff(study: Study, { code, scores }: ScoredModel): CutOffResult {
  const scored = scoredLesions(lesionsOf(study, 'training'), scores);
  const [n, events] = [scored.lesions.length, scored.outcomes.filter(Boolean).length];
  const base = { model: code, method: 'youden' as const, set: 'training' as const, n, events, ids: study.ids.add(`scored/${code}/training`, 'lesion', scored.lesions.map(({ lesion }) => lesion)) };
  const none = { value: null, sensitivity: null, specificity: null, ties: [] };
  const found = bestCutOff(scored.outcomes, scored.scores);
  if (!found.ok) return { ...base, ...none, warnings: [], refusal: refusedBy(found.refusal) };
  const { threshold, sensitivity, specificity, ties, warnings } = found.value;
  if (!Number.isFinite(threshold)) return { ...base, ...none, warnings: [...warnings], refusal: { code: 'score-carries-no-information', detail: 'No cut-off is better than calling all lesions alike.' } };
  return { ...base, value: threshold, sensitivity, specificity, ties: ties.filter(Number.isFinite), warnings: [...warnings], refusal: null };
}
