import type { routes } from '@echocohort/contracts';
import type { QueryOf, ResponseOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { countThreads, Database, pageOfThreads, type QueryThreadRow, type ThreadCursor } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { cursorAt, placeOf } from '../../http/cursor.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { queryViewOf } from '../cases/query.view.ts';

const PLACE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/;

function threadCursor(cursor: string | undefined): Result<ThreadCursor | null> {
  const place = placeOf(cursor);
  if (!place.ok) return place;
  if (place.value === null) return ok(null);
  const [, moment, id] = PLACE.exec(place.value) ?? [];
  const raisedAt = new Date(moment ?? Number.NaN);
  if (id === undefined || Number.isNaN(raisedAt.getTime())) return refuse({ code: 'invalid-cursor', detail: 'This cursor is not one that the list gave; begin again without it.', field: 'cursor' });
  return ok({ raisedAt, id });
}

const nextCursor = (row: QueryThreadRow): string => cursorAt(`${row.raisedAt.toISOString()}_${row.id}`);

/** Queries of the caller's centres, the newest first. */
@Injectable()
export class ListQueriesUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller, query: QueryOf<typeof routes.listQueries>): Promise<Result<ResponseOf<typeof routes.listQueries>>> {
    const after = threadCursor(query.cursor);
    if (!after.ok) return after;
    const permission = caller.firstOf(['case.read', 'panel.review']);
    if (permission === null) return refuse({ code: 'forbidden', detail: 'Your role does not allow this.' });
    return this.database.as(caller.dbIdentity(permission), async (tx) => {
      const { definition } = await this.study.required(tx);
      const rows = await pageOfThreads(tx, query.status, after.value, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return ok({
        items: page.map((row) => queryViewOf(row, definition)),
        cursor: rows.length > page.length && last !== undefined ? nextCursor(last) : null,
        counts: await countThreads(tx),
      });
    });
  }
}
