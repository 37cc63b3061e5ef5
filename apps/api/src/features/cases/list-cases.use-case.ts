import type { CaseSummary, routes } from '@echocohort/contracts';
import type { QueryOf } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { countCases, Database, loadCaseContents, pageOfCases } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { cursorAt, placeOf } from '../../http/cursor.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { summariesOf } from './case-summary.view.ts';

/** One page of cases. */
export interface CasePage {
  readonly items: CaseSummary[];
  readonly cursor: string | null;
  readonly total: number;
}

/** Cases of the caller's centres, in order of their codes. */
@Injectable()
export class ListCasesUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller, query: QueryOf<typeof routes.listCases>): Promise<Result<CasePage>> {
    const place = placeOf(query.cursor);
    if (!place.ok) return place;
    return this.database.as(caller.dbIdentity('case.read'), async (tx) => {
      const { definition } = await this.study.required(tx);
      const filter = { centre: query.centre, state: query.state, search: query.search };
      const rows = await pageOfCases(tx, filter, place.value, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const contents = await loadCaseContents(tx, page);
      const last = page.at(-1);
      return ok({
        items: summariesOf(page, contents, definition),
        cursor: rows.length > page.length && last !== undefined ? cursorAt(last.code) : null,
        total: await countCases(tx, filter),
      });
    });
  }
}
