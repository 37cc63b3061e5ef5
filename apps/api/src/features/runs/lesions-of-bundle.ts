import type { ModelLesionRow } from '@echocohort/persistence';
import type { VerifiedBundle } from './verified-bundle.ts';

/** The centre in a patient's code: `C03-0142` is of C03. */
const centreOf = (patient: string): string => patient.slice(0, patient.lastIndexOf('-'));

/** How each lesion stood to a model, by its bundle: the set that the run gave it, and whether weights were fitted to it. */
export function lesionsOfBundle({ predictions, record }: VerifiedBundle): ModelLesionRow[] {
  const trained = new Set(record.trainedOn.map(({ lesion }) => lesion));
  const scored = new Set(predictions.map(({ lesion }) => lesion));
  const rows = predictions.map(({ lesion, patient, set }): ModelLesionRow => ({ lesion, subject: patient, centre: centreOf(patient), set, trained: trained.has(lesion) }));
  const unscored = record.trainedOn.filter(({ lesion }) => !scored.has(lesion)).map(({ lesion, patient }): ModelLesionRow => ({ lesion, subject: patient, centre: centreOf(patient), set: 'training', trained: true }));
  return [...rows, ...unscored];
}
