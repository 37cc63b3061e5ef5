import { ok, type Result } from '@echocohort/kernel';
import { Database, findCase, latestAuditEntries, namesOf, type StudyRef } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { timelineViews, type TimelineEntry } from './timeline.view.ts';
import { caseNotFound } from './case-not-found.ts';

const MOST = 500;

/** What happened to a case. Whoever may open the case may read its own events, though not the trail of the study. */
@Injectable()
export class TimelineUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller, caseId: string): Promise<Result<{ items: TimelineEntry[] }>> {
    const row = await this.database.as(caller.dbIdentity('case.read'), (tx) => findCase(tx, caseId));
    if (row === null) return caseNotFound;
    const study: StudyRef = { id: caller.studyId, code: caller.studyCode };
    return this.database.system(async (tx) => {
      const entries = await latestAuditEntries(tx, study, { caseCode: row.code }, MOST);
      const names = await namesOf(tx, entries.flatMap(({ actor }) => (actor === null ? [] : [actor])));
      return ok({ items: timelineViews(entries, names) });
    });
  }
}
