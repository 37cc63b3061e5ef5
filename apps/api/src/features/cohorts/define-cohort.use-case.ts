import { checkCohortDefinition, sha256OfText, type CohortDefinition } from '@echocohort/cohort';
import type { CohortView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, cohortNameTaken, Database, findCohort, holdCohort, insertCohort, keepDefinition, updateCohort, type CohortRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { catalogueOf } from './cohort-catalogue.ts';
import { cohortChanged, cohortLocked, cohortNotFound, cohortViewOf } from './cohort.view.ts';

type Body = BodyOf<typeof routes.createCohort>;

const nameTaken: Result<never> = refuse({ code: 'name-taken', detail: 'There is a cohort of this name already; choose another name.', field: 'name' });

/** Defines a cohort, or changes the definition of one that is not locked. */
@Injectable()
export class DefineCohortUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  create(caller: Caller, body: Body): Promise<Result<CohortView>> {
    return this.database.as(caller.dbIdentity('cohort.define'), async (tx): Promise<Result<CohortView>> => {
      const study = await this.study.required(tx);
      const definition = checkCohortDefinition(body.definition, catalogueOf(study.definition));
      if (!definition.ok) return definition;
      const row = await insertCohort(tx, study.id, { name: body.name.trim(), definition: definition.value }, caller.personId);
      if (row === null) return nameTaken;
      await this.keep(tx, study, row, definition.value, caller.personId);
      return ok(cohortViewOf(row));
    });
  }

  /** The split is dropped: it was drawn from other cases. */
  change(caller: Caller, cohortId: string, version: number, body: Body): Promise<Result<CohortView>> {
    return this.database.as(caller.dbIdentity('cohort.define'), async (tx): Promise<Result<CohortView>> => {
      const study = await this.study.required(tx);
      const held = await holdCohort(tx, study.id, cohortId);
      if (held === null) return cohortNotFound;
      if (held.status === 'locked') return cohortLocked;
      if (held.version !== version) return cohortChanged;
      const definition = checkCohortDefinition(body.definition, catalogueOf(study.definition));
      if (!definition.ok) return definition;
      if (await cohortNameTaken(tx, study.id, body.name.trim(), cohortId)) return nameTaken;
      await updateCohort(tx, cohortId, { name: body.name.trim(), definition: definition.value, status: 'draft' });
      const row = await findCohort(tx, study.id, cohortId);
      if (row === null) throw new Error('the cohort cannot be read again');
      await this.keep(tx, study, row, definition.value, caller.personId);
      return ok(cohortViewOf(row));
    });
  }

  /** Every definition stays readable under its number, and the trail holds its digest. */
  private async keep(tx: Tx, study: CurrentStudy, row: CohortRow, definition: CohortDefinition, personId: string): Promise<void> {
    const digest = sha256OfText(canonicalJson(definition));
    await keepDefinition(tx, row.id, { name: row.name, definition, digest }, personId);
    await appendAudit(tx, studyRef(study), { type: 'cohort.defined', centre: null, case: null, payload: { cohort: row.id, version: row.version, definition: digest } });
  }
}
