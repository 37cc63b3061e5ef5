import type { CohortView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findCohort, listCohorts } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { cohortNotFound, cohortViewOf } from './cohort.view.ts';

/** The cohorts of the study. */
@Injectable()
export class ShowCohortsUseCase {
  constructor(private readonly database: Database) {}

  async all(caller: Caller): Promise<Result<{ items: CohortView[] }>> {
    const rows = await this.database.as(caller.dbIdentity('cohort.define'), (tx) => listCohorts(tx, caller.studyId));
    return ok({ items: rows.map(cohortViewOf) });
  }

  async one(caller: Caller, cohortId: string): Promise<Result<CohortView>> {
    const row = await this.database.as(caller.dbIdentity('cohort.define'), (tx) => findCohort(tx, caller.studyId, cohortId));
    return row === null ? cohortNotFound : ok(cohortViewOf(row));
  }
}
