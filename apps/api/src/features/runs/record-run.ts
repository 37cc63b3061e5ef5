import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '@echocohort/kernel';
import { queueTraining, trainingWork } from '@echocohort/jobs';
import type { TrainingConfig } from '@echocohort/model';
import { appendAudit, insertRun, type RunRow, type Tx } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';

/** The digest that the trail keeps of a configuration. */
export const configDigest = (config: TrainingConfig): string => createHash('sha256').update(canonicalJson(config)).digest('hex');

/** What a training is made of. */
export interface RunToRecord {
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly config: TrainingConfig;
  /** Folds count from 1. */
  readonly crossValidation?: { readonly id: string; readonly fold: number };
}

/** Records a run and puts it into the queue. Run, place in the queue and audit event exist together or not at all. */
export async function recordRun(tx: Tx, caller: Caller, { snapshotId, snapshotRoot, config, crossValidation }: RunToRecord): Promise<RunRow> {
  const row = await insertRun(tx, { id: randomUUID(), snapshotId, config, ...(crossValidation ? { crossValidation } : {}) }, caller.personId);
  await queueTraining(tx.prisma, 'training', trainingWork.parse({ runId: row.id, snapshotRoot, config }));
  const payload = { run: row.id, root: snapshotRoot, config: configDigest(config), ...(crossValidation ? { crossValidation: crossValidation.id, fold: crossValidation.fold } : {}) };
  await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'run.started', centre: null, case: null, payload });
  return row;
}
