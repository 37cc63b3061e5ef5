import { routes, type CohortPreview } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findCohort, findSnapshot } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { gatherLock } from '../snapshots/gather-lock.ts';
import { withSpool } from '../snapshots/text-spool.ts';
import { readSummary } from '../snapshots/snapshot.view.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { screenedCases } from './cohort-cases.ts';
import { cohortPreviewOf } from './cohort-preview.view.ts';
import { cohortNotFound } from './cohort.view.ts';

/**
 * Counts, flow chart, missing values and readiness. Nothing in it depends on an outcome of an external centre. A locked
 * cohort shows what was signed, not what the study has become since.
 */
@Injectable()
export class PreviewCohortUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly desk: StudyDesk,
  ) {}

  run(caller: Caller, cohortId: string): Promise<Result<CohortPreview>> {
    return this.desk.run({ work: 'preview', caller: caller.facts, cohortId }, routes.cohortPreview.response, () => this.here(caller, cohortId));
  }

  private here(caller: Caller, cohortId: string): Promise<Result<CohortPreview>> {
    return this.database.as(caller.dbIdentity('cohort.define', { pathology: true }), async (tx): Promise<Result<CohortPreview>> => {
      const study = await this.study.required(tx);
      const row = await findCohort(tx, study.id, cohortId);
      if (row === null) return cohortNotFound;
      const snapshot = row.status === 'locked' && row.snapshotId !== null ? await findSnapshot(tx, study.id, row.snapshotId) : null;
      if (snapshot !== null) return ok(readSummary(snapshot).preview);
      return withSpool(async (spool) => ok(cohortPreviewOf(row, await gatherLock(tx, study, row, await screenedCases(tx, study.definition), spool), study.definition)));
    }, { timeoutMs: 120_000 });
  }
}
