import { randomUUID } from 'node:crypto';
import type { CrossValidationView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import {
  appendAudit, Database, findCrossValidation, findSnapshot, insertCrossValidation, listCrossValidations, runsOfCrossValidations, type CrossValidationRow, type Tx,
} from '@echocohort/persistence';
import { bundleKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { OUT_OF_FOLD_FILE } from './combine-folds.ts';
import { crossValidationNotFound, crossValidationViewOf } from './cross-validation.view.ts';
import { configDigest, recordRun } from './record-run.ts';
import { isYours } from './run.view.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';

const NEWEST = 50;
const FOLDS = 5;

const notYours: Result<never> = refuse({ code: 'not-yours', detail: 'Somebody else started this cross-validation; only that person restarts its folds.' });
const notGone: Result<never> = refuse({ code: 'wrong-state', detail: 'Only a fold that failed or was cancelled can be trained anew.' });
const noFold: Result<never> = refuse({ code: 'not-found', detail: 'The cross-validation has no such fold.' });
const notPooled: Result<never> = refuse({ code: 'not-found', detail: 'The scores are put together when every fold has finished.' });

/** Cross-validations: started, looked at, mended fold by fold. */
@Injectable()
export class CrossValidationUseCase {
  constructor(
    private readonly database: Database,
    private readonly shown: ShowRunsUseCase,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  start(caller: Caller, snapshotId: string, { config: wished, folds = FOLDS }: BodyOf<typeof routes.startCrossValidation>): Promise<Result<CrossValidationView>> {
    const config = trainingConfig.parse(wished);
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<CrossValidationView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const row = await insertCrossValidation(tx, { id: randomUUID(), snapshotId, config, folds }, caller.personId);
      const payload = { crossValidation: row.id, root: snapshot.root, config: configDigest(config), folds };
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'cross-validation.started', centre: null, case: null, payload });
      for (let fold = 1; fold <= folds; fold++) await this.recordFold(tx, caller, row, fold);
      return ok(await this.viewOf(tx, caller, row));
    });
  }

  restart(caller: Caller, crossValidationId: string, fold: number): Promise<Result<CrossValidationView>> {
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<CrossValidationView>> => {
      const row = await findCrossValidation(tx, caller.studyId, crossValidationId);
      if (row === null) return crossValidationNotFound;
      if (!isYours(caller, row)) return notYours;
      if (fold > row.folds) return noFold;
      const view = await this.viewOf(tx, caller, row);
      if (!view.missing.includes(fold)) return notGone;
      await this.recordFold(tx, caller, row, fold);
      return ok(await this.viewOf(tx, caller, row));
    });
  }

  list(caller: Caller): Promise<Result<{ items: CrossValidationView[] }>> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx) => {
      const rows = await listCrossValidations(tx, caller.studyId, NEWEST);
      const runs = await this.shown.viewsOf(tx, caller, await runsOfCrossValidations(tx, rows.map(({ id }) => id)));
      return ok({ items: rows.map((row) => crossValidationViewOf(caller, row, runs.filter(({ crossValidation }) => crossValidation?.id === row.id))) });
    });
  }

  one(caller: Caller, crossValidationId: string): Promise<Result<CrossValidationView>> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx): Promise<Result<CrossValidationView>> => {
      const row = await findCrossValidation(tx, caller.studyId, crossValidationId);
      return row === null ? crossValidationNotFound : ok(await this.viewOf(tx, caller, row));
    });
  }

  async predictions(caller: Caller, crossValidationId: string): Promise<Result<StreamAnswer>> {
    const view = await this.one(caller, crossValidationId);
    if (!view.ok) return view;
    if (view.value.pooled === null) return notPooled;
    const key = bundleKey(crossValidationId, OUT_OF_FOLD_FILE);
    const found = await this.storage.stat(key);
    if (!found.ok) return found;
    return ok(new StreamAnswer({ sizeBytes: found.value.size, mediaType: 'text/csv', fileName: OUT_OF_FOLD_FILE, digest: view.value.pooled.predictions }, async (range) => {
      const opened = await this.storage.get(key, range ?? undefined);
      if (!opened.ok) throw new RefusalError(opened.refusal);
      return opened.value.stream;
    }));
  }

  private recordFold(tx: Tx, caller: Caller, { id, snapshotId, snapshotRoot, config, folds }: CrossValidationRow, fold: number) {
    return recordRun(tx, caller, { snapshotId, snapshotRoot, config: trainingConfig.parse({ ...trainingConfig.parse(config), fold: { index: fold - 1, of: folds } }), crossValidation: { id, fold } });
  }

  private async viewOf(tx: Tx, caller: Caller, row: CrossValidationRow): Promise<CrossValidationView> {
    return crossValidationViewOf(caller, row, await this.shown.viewsOf(tx, caller, await runsOfCrossValidations(tx, [row.id])));
  }
}
