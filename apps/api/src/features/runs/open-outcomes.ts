import { outcomesCommitment, readOutcomes } from '@echocohort/cohort';
import { metricsOfSet, type LesionScore, type Outcomes } from '@echocohort/model';
import { appendAudit, findSealedOutcomes, openOutcomes, type RunRow, type SealedOutcomesRow, type StudyRef, type Tx } from '@echocohort/persistence';
import type { StoredMetrics } from './run.view.ts';

const EXTERNAL = 'external_validation';

/** Reads what was sealed, and only if it is what the snapshot published the commitment of. */
function sealedTruth({ salt, outcomes, commitment }: SealedOutcomesRow): Outcomes {
  if (outcomesCommitment(salt, outcomes) !== commitment) throw new Error('the sealed outcomes do not fit their commitment');
  const read = readOutcomes(new TextDecoder().decode(outcomes));
  if (!read.ok) throw new Error(`the sealed outcomes cannot be read: ${read.refusal.code}`);
  return new Map(read.value.map(({ lesion, malignant }) => [lesion, malignant]));
}

/**
 * Opens the outcomes of the external centres for a model whose digest is registered, and adds the external figures at the
 * model's own cut-off. The first model of a snapshot opens them; later ones find them open.
 */
export async function withExternalFigures(tx: Tx, study: StudyRef, run: RunRow, scores: readonly LesionScore[], metrics: StoredMetrics): Promise<StoredMetrics> {
  if (run.modelDigest === null) throw new Error('outcomes are opened only for a registered model');
  const sealed = await findSealedOutcomes(tx, run.snapshotId);
  if (sealed === null) return metrics;
  const truth = sealedTruth(sealed);
  const openedNow = await openOutcomes(tx, run.snapshotId, run.id);
  const external = metricsOfSet(EXTERNAL, scores, truth, metrics.cutOff.threshold);
  if (openedNow) {
    await appendAudit(tx, study, { type: 'external-outcomes.opened', centre: null, case: null, payload: { run: run.id, root: run.snapshotRoot, model: run.modelDigest, commitment: sealed.commitment, lesions: truth.size } }, run.startedById);
  }
  return { ...metrics, sets: metrics.sets.map((entry) => (entry.set === EXTERNAL ? external : entry)), externalOpenedAt: (sealed.openedAt ?? tx.at).toISOString() };
}
