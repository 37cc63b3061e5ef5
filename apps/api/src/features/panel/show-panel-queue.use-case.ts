import type { PanelQueue } from '@echocohort/contracts-reading';
import type { CaseState } from '@echocohort/case-state';
import { ok, type Result } from '@echocohort/kernel';
import { casesWaiting, countByState, Database } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';

const WAITING: CaseState = 'complete';

/** Complete cases that wait for the panel, those that wait longest first. */
@Injectable()
export class ShowPanelQueueUseCase {
  constructor(private readonly database: Database) {}

  run(caller: Caller): Promise<Result<PanelQueue>> {
    return this.database.as(caller.dbIdentity('panel.review'), async (tx) => {
      const waiting = await casesWaiting(tx, WAITING);
      const counts = await countByState(tx);
      return ok({
        items: waiting.map(({ id, code, centre, waitingSince }) => ({ caseId: id, code, centre, waitingSince: waitingSince.toISOString() })),
        waiting: waiting.length,
        // Locked cases were accepted; which of the accepted ones are locked is not for the panel.
        accepted: (counts['accepted'] ?? 0) + (counts['locked'] ?? 0),
        queried: counts['queried'] ?? 0,
      });
    });
  }
}
