import { checkCohortDefinition, sha256OfText, type CohortDefinition } from '@echocohort/cohort';
import type { CohortView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, cohortNameTaken, Database, findCohort, holdCohort, insertCohort, updateCohort, type Tx } from '@echocohort/persistence';
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
      await this.audit(tx, study, row.id, row.version, definition.value);
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
      await this.audit(tx, study, cohortId, row.version, definition.value);
      return ok(cohortViewOf(row));
    });
  }

  private async audit(tx: Tx, study: CurrentStudy, cohort: string, version: number, definition: CohortDefinition): Promise<void> {
    await appendAudit(tx, studyRef(study), { type: 'cohort.defined', centre: null, case: null, payload: { cohort, version, definition: sha256OfText(canonicalJson(definition)) } });
  }
}
