import { patientFolds, type IndexedLesion } from '@echocohort/cohort';
import type { FoldChoice, TrainingConfig } from '@echocohort/model';

const isDevelopment = ({ set }: IndexedLesion): boolean => set !== 'external_validation';

/**
 * The sets of one fold: of the development lesions those of this fold validate, the others train; external ones stay. Patients are whole.
 * The plan follows from the lesions and the digest of the split alone, so that trainers on different machines share one plan.
 */
export function lesionsOfFold(lesions: readonly IndexedLesion[], { index, of }: FoldChoice, splitDigest: string): IndexedLesion[] {
  const folds = patientFolds(lesions.filter(isDevelopment), of, splitDigest);
  return lesions.map((lesion) => (isDevelopment(lesion) ? { ...lesion, set: folds.get(lesion.lesion) === index ? 'internal_validation' : 'training' } : lesion));
}

/** One configuration for each fold: each is a job of its own. */
export const foldConfigs = (config: TrainingConfig, of: number): TrainingConfig[] => Array.from({ length: of }, (_, index) => ({ ...config, fold: { index, of } }));
