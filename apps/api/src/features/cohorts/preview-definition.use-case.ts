import { checkCohortDefinition, type CohortDefinition } from '@echocohort/cohort';
import { routes, type CatalogueItemView, type CohortPreview } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findingCodes } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { catalogueEntries, catalogueOf } from './cohort-catalogue.ts';
import { screenedCases } from './cohort-cases.ts';
import { countsOf } from './cohort-preview.view.ts';

/** What a definition could name, and what one would leave, before anything is stored. */
@Injectable()
export class PreviewDefinitionUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly desk: StudyDesk,
  ) {}

  catalogue(caller: Caller): Promise<Result<{ items: CatalogueItemView[] }>> {
    return this.database.as(caller.dbIdentity('cohort.define'), async (tx) => {
      const { definition } = await this.study.required(tx);
      const entries = catalogueEntries(definition, await findingCodes(tx));
      return ok({ items: entries.map(({ code, label, group, form, type, choices }) => ({ item: code, label, group, form, type, choices: (choices ?? []).map((choice) => ({ ...choice })) })) });
    });
  }

  preview(caller: Caller, definition: CohortDefinition): Promise<Result<CohortPreview>> {
    return this.desk.run({ work: 'preview-definition', caller: caller.facts, definition }, routes.previewDefinition.response, () => this.here(caller, definition));
  }

  private here(caller: Caller, definition: CohortDefinition): Promise<Result<CohortPreview>> {
    return this.database.as(caller.dbIdentity('cohort.define', { pathology: true }), async (tx): Promise<Result<CohortPreview>> => {
      const study = await this.study.required(tx);
      const checked = checkCohortDefinition(definition, catalogueOf(study.definition));
      if (!checked.ok) return checked;
      const cases = (await screenedCases(tx, study.definition)).map((entry) => entry.asCohortCase);
      return ok({ ...countsOf(cases, checked.value, study.definition), readiness: [], digest: null });
    }, { timeoutMs: 120_000 });
  }
}
