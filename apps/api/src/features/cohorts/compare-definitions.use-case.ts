import { cohortDefinitionSchema, definitionSentences, diffDefinitions, itemNames, selectCohort, type CohortDefinition } from '@echocohort/cohort';
import { routes, type CohortDiffView, type CohortVersionView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findCohort, listDefinitions, type DefinitionVersionRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, type CurrentStudy } from '../../platform/active-study.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { catalogueEntries } from './cohort-catalogue.ts';
import { screenedCases } from './cohort-cases.ts';
import { cohortNotFound } from './cohort.view.ts';

interface Asked {
  readonly from?: number;
  readonly to?: number;
  readonly other?: string;
}

interface Side {
  readonly cohortId: string;
  readonly name: string;
  readonly number: number;
  readonly definition: CohortDefinition;
}

const noVersion: Result<never> = refuse({ code: 'not-found', detail: 'The cohort has no definition of this number.' });

/** Definitions that a cohort had, and how two of them differ in words and in cases. */
@Injectable()
export class CompareDefinitionsUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly desk: StudyDesk,
  ) {}

  versions(caller: Caller, cohortId: string): Promise<Result<{ items: CohortVersionView[] }>> {
    return this.database.as(caller.dbIdentity('cohort.define'), async (tx): Promise<Result<{ items: CohortVersionView[] }>> => {
      const study = await this.study.required(tx);
      if ((await findCohort(tx, study.id, cohortId)) === null) return cohortNotFound;
      const names = itemNames(catalogueEntries(study.definition));
      return ok({ items: (await listDefinitions(tx, cohortId)).map(({ definition, definedAt, ...row }) => {
        const read = cohortDefinitionSchema.parse(definition);
        return { ...row, definition: read, definedAt: definedAt.toISOString(), sentences: definitionSentences(read, names) };
      }) });
    });
  }

  /** Without numbers: the last definition against the one before, or two cohorts as they stand. */
  diff(caller: Caller, cohortId: string, asked: Asked): Promise<Result<CohortDiffView>> {
    return this.desk.run({ work: 'compare-definitions', caller: caller.facts, cohortId, asked }, routes.cohortDiff.response, () => this.diffHere(caller, cohortId, asked));
  }

  private diffHere(caller: Caller, cohortId: string, asked: Asked): Promise<Result<CohortDiffView>> {
    return this.database.as(caller.dbIdentity('cohort.define', { pathology: true }), async (tx): Promise<Result<CohortDiffView>> => {
      const study = await this.study.required(tx);
      const to = await this.side(tx, study, asked.other ?? cohortId, asked.to, (rows) => rows[0]);
      if (!to.ok) return to;
      const from = await this.side(tx, study, cohortId, asked.from, (rows) => (asked.other === undefined ? (rows.find(({ number }) => number < to.value.number) ?? rows.at(-1)) : rows[0]));
      if (!from.ok) return from;
      return ok(await this.compared(tx, study, from.value, to.value));
    }, { timeoutMs: 120_000 });
  }

  private async side(tx: Tx, study: CurrentStudy, cohortId: string, number: number | undefined, otherwise: (rows: readonly DefinitionVersionRow[]) => DefinitionVersionRow | undefined): Promise<Result<Side>> {
    if ((await findCohort(tx, study.id, cohortId)) === null) return cohortNotFound;
    const rows = await listDefinitions(tx, cohortId);
    const row = number === undefined ? otherwise(rows) : rows.find((each) => each.number === number);
    return row === undefined ? noVersion : ok({ cohortId, name: row.name, number: row.number, definition: cohortDefinitionSchema.parse(row.definition) });
  }

  private async compared(tx: Tx, study: CurrentStudy, from: Side, to: Side): Promise<CohortDiffView> {
    const cases = (await screenedCases(tx, study.definition)).map((entry) => entry.asCohortCase);
    const [before, after] = [selectCohort(cases, from.definition), selectCohort(cases, to.definition)];
    const [old, now] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
    const named = ({ cohortId, name, number }: Side) => ({ cohortId, name, number });
    const plain = ({ id, code }: { readonly id: string; readonly code: string }) => ({ caseId: id, code });
    return {
      from: named(from), to: named(to), lines: diffDefinitions(from.definition, to.definition, itemNames(catalogueEntries(study.definition))),
      gained: after.filter(({ id }) => !old.has(id)).map(plain), lost: before.filter(({ id }) => !now.has(id)).map(plain),
    };
  }
}
