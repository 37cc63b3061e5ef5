import type { routes } from '@echocohort/contracts';
import type { QueryOf } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { Database, latestAuditEntries, namesOf } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { cursorAt, placeOf } from '../../http/cursor.ts';
import { timelineViews, type TimelineEntry } from '../cases/timeline.view.ts';

/** One page of the trail. */
export interface AuditPage {
  readonly items: TimelineEntry[];
  readonly cursor: string | null;
}

/** Audit events of the study, newest first. */
@Injectable()
export class ListAuditUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller, query: QueryOf<typeof routes.listAudit>): Promise<Result<AuditPage>> {
    const place = placeOf(query.cursor);
    if (!place.ok) return place;
    const beforeSeq = place.value === null ? undefined : Number(place.value);
    return this.database.as(caller.dbIdentity('audit.read'), async (tx) => {
      const entries = await latestAuditEntries(tx, { id: caller.studyId, code: caller.studyCode }, { type: query.type, beforeSeq }, query.limit + 1);
      const page = entries.slice(0, query.limit);
      const names = await namesOf(tx, page.flatMap(({ actor }) => (actor === null ? [] : [actor])));
      const last = page.at(-1);
      return ok({ items: timelineViews(page, names), cursor: entries.length > page.length && last !== undefined ? cursorAt(String(last.seq)) : null });
    });
  }
}
