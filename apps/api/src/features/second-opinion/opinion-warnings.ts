import type { Opinion } from '@echocohort/contracts';
import type { Predictor } from '@echocohort/inference';
import type { LockedSnapshot } from '@echocohort/training';
import type { OpinionQuestion } from './opinion-question.ts';
import type { ModelAnswer } from './score-question.ts';

type Warning = Opinion['warnings'][number];

/** Whether this very picture is one of a lesion that the weights were fitted to. */
function trainedOn(snapshot: LockedSnapshot, predictor: Predictor, sha256: string): boolean {
  const lesions = new Set(snapshot.index.images.filter((image) => image.sha256 === sha256).map(({ lesion }) => lesion));
  return predictor.run.trainedOn.some(({ lesion }) => lesions.has(lesion));
}

/** Cut in another way than nine of ten pictures that the model knows. */
function unlikeTraining({ outlined, central }: Predictor['run']['regions'], drawn: boolean): boolean {
  const all = outlined + central;
  return all > 0 && (drawn ? outlined : central) < 0.1 * all;
}

/** What a reader must know beside the number. */
export function warningsOf(predictor: Predictor, snapshot: LockedSnapshot, question: OpinionQuestion, answer: ModelAnswer): Warning[] {
  const [nearest] = answer.nearest;
  const holds: readonly (readonly [Warning, boolean])[] = [
    ['picture-trained-this-model', trainedOn(snapshot, predictor, question.image.sha256)],
    ['far-from-training', nearest !== undefined && answer.usualDistance !== null && nearest.distance > answer.usualDistance.upper],
    ['region-unlike-training', unlikeTraining(predictor.run.regions, question.lesionBox !== null)],
    ['one-picture', predictor.run.lesionSlots.length > 1],
    ['background-same-picture', predictor.needsBackground && question.background === null],
    ['factors-replaced', answer.replaced.length > 0],
    ['fitted-on-calibration-set', predictor.lbc !== null && answer.interval.method !== 'none'],
  ];
  return holds.flatMap(([warning, applies]) => (applies ? [warning] : []));
}
