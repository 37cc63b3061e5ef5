import type { PersonView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, listPeople } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { personViewOf } from './person.view.ts';

/** Everybody with an account. */
@Injectable()
export class ListPeopleUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller): Promise<Result<{ items: PersonView[] }>> {
    const people = await this.database.as(caller.dbIdentity('people.manage'), listPeople);
    return ok({ items: people.map(personViewOf) });
  }
}
