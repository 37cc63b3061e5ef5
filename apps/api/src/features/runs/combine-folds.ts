import { createHash } from 'node:crypto';
import { LESIONS_PATH, readTsv } from '@echocohort/cohort';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { bundleSummary, trainingConfig, type Outcomes } from '@echocohort/model';
import { appendAudit, Database, findCrossValidation, finishCrossValidation, runsOfCrossValidations, type RunRow, type StudyRef } from '@echocohort/persistence';
import { bundleKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { RefusalError } from '../../http/refusal.error.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { Notify } from '../notices/notify.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { heldOut, outOfFoldTable, poolFolds, type HeldScores } from './pool-folds.ts';
import { readVerifiedBundle } from './verified-bundle.ts';

/** The table of out-of-fold scores, stored under the id of the cross-validation. */
export const OUT_OF_FOLD_FILE = 'out-of-fold-predictions.csv';

const must = <T>(result: Result<T, Refusal>): T => {
  if (!result.ok) throw new RefusalError(result.refusal);
  return result.value;
};

/** The finished run of each fold, in their order. */
const finishedFolds = (runs: readonly RunRow[]): (RunRow & { readonly fold: number })[] =>
  runs.flatMap((run) => (run.status === 'finished' && run.crossValidation !== null ? [{ ...run, fold: run.crossValidation.fold }] : []));

/** Puts the folds of a cross-validation together once every one of them has a registered model. Bears being called twice. */
@Injectable()
export class CombineFolds {
  constructor(
    private readonly database: Database,
    private readonly snapshots: ReadSnapshot,
    private readonly notify: Notify,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async whenComplete(study: StudyRef, crossValidationId: string): Promise<void> {
    const { row, runs } = await this.database.system(async (tx) => ({ row: await findCrossValidation(tx, study.id, crossValidationId), runs: await runsOfCrossValidations(tx, [crossValidationId]) }));
    const folds = finishedFolds(runs);
    if (row === null || row.finishedAt !== null || folds.length < row.folds) return;
    const scores: HeldScores[] = [];
    for (const run of folds) scores.push({ fold: run.fold, scores: must(await readVerifiedBundle(this.storage, run.id, bundleSummary.parse(run.bundle))).predictions });
    const table = new TextEncoder().encode(outOfFoldTable(heldOut(scores)));
    const digest = createHash('sha256').update(table).digest('hex');
    const pooled = poolFolds(scores, must(await this.outcomes(row.snapshotRoot)), digest);
    must(await this.storage.put(bundleKey(row.id, OUT_OF_FOLD_FILE), table, { sha256: digest, size: table.length }));
    await this.database.system(async (tx) => {
      if (!(await finishCrossValidation(tx, row.id, pooled))) return;
      const models = folds.flatMap(({ modelDigest }) => modelDigest ?? []);
      await appendAudit(tx, study, { type: 'cross-validation.finished', centre: null, case: null, payload: { crossValidation: row.id, root: row.snapshotRoot, models, predictions: digest } }, row.startedById);
      await this.notify.person(tx, row.startedById, { kind: 'cross-validation-finished', crossValidationId: row.id, model: trainingConfig.parse(row.config).model });
    });
  }

  /** Outcomes of the development lesions as the snapshot discloses them; sealed ones are not among them. */
  private async outcomes(root: string): Promise<Result<Outcomes>> {
    const leaves = await this.snapshots.leaves(root);
    if (!leaves.ok) return leaves;
    const leaf = leaves.value.get(LESIONS_PATH);
    if (leaf === undefined) return refuse({ code: 'snapshot-leaf-missing', detail: `The snapshot holds no ${LESIONS_PATH}.` });
    const text = await this.snapshots.text(leaf);
    const rows = text.ok ? readTsv(text.value, LESIONS_PATH) : text;
    if (!rows.ok) return rows;
    return ok(new Map(rows.value.flatMap(({ lesion, malignant }) => (lesion && (malignant === '0' || malignant === '1') ? [[lesion, malignant === '1'] as const] : []))));
  }
}
