import { outcomesCommitment, readOutcomes } from '@echocohort/cohort';
import { metricsOfSet, type LesionScore, type Outcomes } from '@echocohort/model';
import { appendAudit, findSealedOutcomes, holdSealing, openOutcomes, type RunRow, type SealedOutcomesRow, type StudyRef, type Tx } from '@echocohort/persistence';
import type { StoredMetrics } from './run.view.ts';

const EXTERNAL = 'external_validation';

/** Reads what was sealed, and only if it is what the snapshot published the commitment of. */
function sealedTruth({ salt, outcomes, commitment }: SealedOutcomesRow): Outcomes {
  if (salt === null || outcomes === null) throw new Error('the sealed outcomes are not open');
  if (outcomesCommitment(salt, outcomes) !== commitment) throw new Error('the sealed outcomes do not fit their commitment');
  const read = readOutcomes(new TextDecoder().decode(outcomes));
  if (!read.ok) throw new Error(`the sealed outcomes cannot be read: ${read.refusal.code}`);
  return new Map(read.value.map(({ lesion, malignant }) => [lesion, malignant]));
}

/**
 * Adds the external figures at the model's own cut-off, when the outcomes of the external centres are open to it. Where
 * the study leaves the opening to the server, the first registered model of a snapshot opens them; where two key holders
 * have to, the figures wait for them. The row is held, so that an opening at the same moment is seen or comes after.
 */
export async function withExternalFigures(tx: Tx, study: StudyRef, run: RunRow, scores: readonly LesionScore[], metrics: StoredMetrics): Promise<StoredMetrics> {
  if (run.modelDigest === null) throw new Error('outcomes are opened only for a registered model');
  await holdSealing(tx, run.snapshotId);
  const sealed = await findSealedOutcomes(tx, run.snapshotId);
  if (sealed === null || (sealed.mode === 'two-person' && sealed.openedAt === null)) return metrics;
  const truth = sealedTruth(sealed);
  const openedNow = await openOutcomes(tx, run.snapshotId, run.id);
  const external = metricsOfSet(EXTERNAL, scores, truth, metrics.cutOff.threshold);
  if (openedNow) {
    await appendAudit(tx, study, { type: 'external-outcomes.opened', centre: null, case: null, payload: { run: run.id, root: run.snapshotRoot, model: run.modelDigest, commitment: sealed.commitment, lesions: truth.size } }, run.startedById);
  }
  return { ...metrics, sets: metrics.sets.map((entry) => (entry.set === EXTERNAL ? external : entry)), externalOpenedAt: (sealed.openedAt ?? tx.at).toISOString() };
}
