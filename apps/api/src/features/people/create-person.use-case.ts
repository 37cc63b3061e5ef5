import type { BodyOf } from '@echocohort/contracts-reading';
import type { PersonView, routes } from '@echocohort/contracts';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findPerson, insertGrant, insertPerson, listCentreCodes } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { hashPassword } from '../auth/password.ts';
import { judgeGrants } from './grants.ts';
import { personViewOf } from './person.view.ts';

/** Creates an account with its role grants. */
@Injectable()
export class CreatePersonUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller, input: BodyOf<typeof routes.createPerson>): Promise<Result<PersonView>> {
    const passwordHash = await hashPassword(input.password);
    const study = { id: caller.studyId, code: caller.studyCode };
    return this.database.as(caller.dbIdentity('people.manage'), async (tx): Promise<Result<PersonView>> => {
      const grants = judgeGrants(input.grants, await listCentreCodes(tx));
      if (!grants.ok) return grants;
      const personId = await insertPerson(tx, { email: input.email.trim().toLowerCase(), name: input.name, locale: input.locale, passwordHash });
      if (personId === null) return refuse({ code: 'email-taken', detail: 'There is an account with this address already.', field: 'email' });
      for (const { role, centre } of grants.value) await insertGrant(tx, study.id, personId, role, centre);
      await appendAudit(tx, study, { type: 'person.created', centre: null, case: null, payload: { person: personId } });
      for (const { role, centre } of grants.value) {
        await appendAudit(tx, study, { type: 'grant.changed', centre, case: null, payload: { person: personId, role, centre, change: 'granted' } });
      }
      const person = await findPerson(tx, personId);
      if (person === null) throw new Error('the new account cannot be read');
      return ok(personViewOf(person));
    });
  }
}
