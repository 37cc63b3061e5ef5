import { STUDY_SETS } from '@echocohort/cohort';
import { ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import type { LesionScore } from '@echocohort/model';
import type { ModelPredictions } from '../records.ts';
import type { StudyTable } from './read-study.ts';

/** A model as the analyses see it: a score for each lesion that has one. */
export interface ScoredModel {
  readonly code: string;
  readonly label: LocalText;
  readonly kind: 'image' | 'logistic';
  readonly runId: string | null;
  readonly digest: string | null;
  readonly scores: ReadonlyMap<string, number>;
  readonly attentionMaps: readonly string[];
  readonly folds: readonly { readonly fold: number; readonly scores: ReadonlyMap<string, number> }[];
  /** File that the scores come from. */
  readonly source: string;
  /** Lesions whose fitted probability agrees with the outcomes by construction: the training set of a logistic model. */
  readonly fittedToTraining: boolean;
}

const wrong = (code: string, detail: string): Result<never> => refuse({ code, detail });

/** Scores by lesion. Refuses a lesion named twice, one that the split lacks, one in another set or of another patient, and scores that are not finite. */
function scoresOf(predictions: readonly LesionScore[], table: StudyTable, code: string, sets: boolean): Result<Map<string, number>> {
  const known = new Map(table.lesions.map((lesion) => [lesion.lesion, lesion]));
  const scores = new Map<string, number>();
  for (const { lesion, patient, set, score } of predictions) {
    const own = known.get(lesion);
    if (!own) return wrong('prediction-unknown-lesion', `The predictions of model ${code} name a lesion that is not in the split of this snapshot.`);
    if (own.patient !== patient || (sets && own.set !== set)) return wrong('prediction-set-differs', `The predictions of model ${code} put a lesion into another set, or with another patient, than the snapshot does.`);
    if (scores.has(lesion)) return wrong('prediction-duplicated', `The predictions of model ${code} name a lesion twice.`);
    if (!Number.isFinite(score)) return wrong('score-not-finite', `A score of model ${code} is not a finite number.`);
    scores.set(lesion, score);
  }
  return ok(scores);
}

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/;

/** Checks the predictions of every model against the split. */
export function scoredModels(models: readonly ModelPredictions[], table: StudyTable): Result<ScoredModel[]> {
  const found: ScoredModel[] = [];
  for (const { code, label, predictions, runId, digest, attentionMaps, folds } of models) {
    if (!NAME.test(code) || found.some((model) => model.code === code)) return wrong('model-code', 'Every model needs a code of its own: a letter, then letters, digits, point, _ or -.');
    const scores = scoresOf(predictions, table, code, true);
    if (!scores.ok) return scores;
    const own: { fold: number; scores: Map<string, number> }[] = [];
    for (const { fold, predictions: scored } of folds ?? []) {
      const ofFold = scoresOf(scored, table, code, false);
      if (!ofFold.ok) return ofFold;
      own.push({ fold, scores: ofFold.value });
    }
    found.push({
      code, label: label ?? { zh: `Model-${code}`, en: `Model-${code}` }, kind: 'image', runId: runId ?? null, digest: digest ?? null, scores: scores.value, attentionMaps: attentionMaps ?? [],
      folds: own, source: `predictions.csv of model ${code}`, fittedToTraining: false,
    });
  }
  return ok(found);
}

/** The sets in which a model has scored at least one lesion, in the study's order. */
export const setsScored = (model: ScoredModel, table: StudyTable) => STUDY_SETS.filter((set) => table.lesions.some((lesion) => lesion.set === set && model.scores.has(lesion.lesion)));
