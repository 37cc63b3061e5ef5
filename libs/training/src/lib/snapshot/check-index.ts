import { LESIONS_PATH, readTsv, SPLITS_PATH, type TrainingIndex } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** The first entry that stands twice. */
function twice(values: readonly (string | null | undefined)[]): string | null | undefined {
  const seen = new Set<string>();
  return values.find((value) => value && (seen.has(value) || !seen.add(value)));
}

/**
 * Refuses tables that say two things of one lesion or patient. A locked snapshot does not; but a table that is read by the last of two rows would
 * train on a lesion that the other row keeps for validation, and nobody would see it.
 */
export function checkIndex({ lesions }: Pick<TrainingIndex, 'lesions'>, splits: string): Result<null> {
  const listed = twice(lesions.map(({ lesion }) => lesion));
  if (listed) return refuse({ code: 'snapshot-lesion-twice', detail: `${LESIONS_PATH} lists lesion ${listed} twice; nothing is trained from it.`, facts: { lesion: listed } });
  const rows = readTsv(splits, SPLITS_PATH);
  if (!rows.ok) return rows;
  const assigned = twice(rows.value.map(({ lesion }) => lesion));
  if (assigned) return refuse({ code: 'snapshot-split-twice', detail: `${SPLITS_PATH} assigns lesion ${assigned} twice; a lesion belongs to one set. Nothing is trained from it.`, facts: { lesion: assigned } });
  const setOf = new Map<string, string>();
  for (const { patient, set } of lesions) {
    const first = setOf.get(patient) ?? set;
    if (first !== set) return refuse({ code: 'patient-in-two-sets', detail: `Patient ${patient} has lesions in ${first} and in ${set}; patients must be whole, or the model would be judged on patients that it learned from.`, facts: { patient } });
    setOf.set(patient, first);
  }
  return ok(null);
}
