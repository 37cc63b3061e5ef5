import { blockers } from '@echocohort/case-state';
import type { CaseSummary } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { countByState, Database, latestCasesIn, latestReceipts, loadCaseContents, type CaseContent } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { caseFacts } from './case-facts.ts';
import { summariesOf } from './case-summary.view.ts';

/** States in which the centre has something to do. */
const NEEDS_CENTRE = ['queried', 'collecting'] as const;
/** Judged for the ranking: the cases that moved last. */
const JUDGED = 300;
const SHOWN = 20;
const RECEIPTS = 8;

/** What the first page shows. */
export interface Home {
  readonly counts: Record<string, number>;
  readonly next: CaseSummary[];
  readonly openQueries: number;
  readonly receipts: { number: number; caseId: string; case: string; slot: string; at: string }[];
}

/** Queries come first, then the cases that need the fewest steps. */
const effort = (content: CaseContent, definition: StudyDefinition): number => (content.openQueries > 0 ? -1 : blockers(caseFacts(content, definition)).length);

/** Counts by state and the next actions that unlock a case, ranked. */
@Injectable()
export class HomeUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller): Promise<Result<Home>> {
    return this.database.as(caller.dbIdentity('case.read'), async (tx) => {
      const { definition } = await this.study.required(tx);
      const rows = await latestCasesIn(tx, NEEDS_CENTRE, JUDGED);
      const contents = await loadCaseContents(tx, rows);
      const ranked = rows
        .flatMap((row) => {
          const content = contents.get(row.id);
          return content === undefined ? [] : [{ row, effort: effort(content, definition) }];
        })
        .sort((a, b) => a.effort - b.effort || (a.row.code < b.row.code ? -1 : 1))
        .map(({ row }) => row);
      const openQueries = [...contents.values()].reduce((sum, content) => sum + content.openQueries, 0);
      const receipts = (await latestReceipts(tx, caller.studyId, RECEIPTS)).map((receipt) => ({ ...receipt, at: receipt.at.toISOString() }));
      return ok({ receipts, counts: await countByState(tx), next: summariesOf(ranked.slice(0, SHOWN), contents, definition), openQueries });
    });
  }
}
