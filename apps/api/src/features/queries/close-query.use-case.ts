import type { QueryView } from '@echocohort/contracts-reading';
import { refuse, type Result } from '@echocohort/kernel';
import { Database } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { settleQuery } from './settle-query.ts';
import { threadInHand } from './thread-in-hand.ts';

/** Closes a query: an answered one as it is, one still open (raised by mistake) only with words why. */
@Injectable()
export class CloseQueryUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, queryId: string, version: number, text: string): Promise<Result<QueryView>> {
    return this.database.as(caller.dbIdentity('query.close'), async (tx): Promise<Result<QueryView>> => {
      const study = await this.study.required(tx);
      const inHand = await threadInHand(tx, queryId, version);
      if (!inHand.ok) return inHand;
      const { status } = inHand.value.thread;
      const body = text.trim();
      if (status === 'closed') return refuse({ code: 'query-closed', detail: 'This query is closed already.' });
      if (status === 'open' && body === '') return refuse({ code: 'text-needed', field: 'text', detail: 'The centre has not answered yet. To close the query all the same, say why.' });
      return settleQuery(tx, study, inHand.value, { kind: 'closed', body, status: 'closed' }, 'query.closed', caller.personId);
    });
  }
}
