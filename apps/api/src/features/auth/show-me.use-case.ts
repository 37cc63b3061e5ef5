import type { Me } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findPerson } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { meOf } from './me.view.ts';

/** Who the caller is and what they may do. */
@Injectable()
export class ShowMeUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller): Promise<Result<Me>> {
    return this.database.system(async (tx): Promise<Result<Me>> => {
      const study = await this.study.current(tx);
      if (!study.ok) return study;
      const person = await findPerson(tx, caller.personId);
      return person === null ? refuse({ code: 'not-found', detail: 'This account does not exist any more.' }) : ok(meOf(person, caller, study.value));
    });
  }
}
