import type { QueryView } from '@echocohort/contracts-reading';
import { refuse, type Result } from '@echocohort/kernel';
import { Database } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { settleQuery } from './settle-query.ts';
import { threadInHand } from './thread-in-hand.ts';

/** The centre answers an open query; with the last answer the case returns to the panel. */
@Injectable()
export class AnswerQueryUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, queryId: string, version: number, text: string): Promise<Result<QueryView>> {
    return this.database.as(caller.dbIdentity('query.answer'), async (tx): Promise<Result<QueryView>> => {
      const study = await this.study.required(tx);
      const body = text.trim();
      if (body === '') return refuse({ code: 'text-needed', field: 'text', detail: 'Write what was done or why nothing needs to be done.' });
      const inHand = await threadInHand(tx, queryId, version);
      if (!inHand.ok) return inHand;
      if (inHand.value.thread.status !== 'open') return refuse({ code: 'query-not-open', detail: 'This query waits for no answer.' });
      return settleQuery(tx, study, inHand.value, { kind: 'answered', body, status: 'answered' }, 'query.answered', caller.personId);
    });
  }
}
