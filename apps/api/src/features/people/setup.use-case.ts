import type { PersonView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findPerson, insertGrant, insertPerson, setupLinkHolds, useSetupLink } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { hashPassword } from '../auth/password.ts';
import { hashToken } from '../auth/session-token.ts';
import { personViewOf } from './person.view.ts';

/** The one-time link that creates the first administrator of an empty installation. */
@Injectable()
export class SetupUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async state(token: string): Promise<Result<{ valid: boolean }>> {
    return ok({ valid: await this.database.system((tx) => setupLinkHolds(tx, hashToken(token))) });
  }

  async run(token: string, input: BodyOf<typeof routes.setup>): Promise<Result<PersonView>> {
    const passwordHash = await hashPassword(input.password);
    return this.database.system(async (tx): Promise<Result<PersonView>> => {
      const study = await this.study.current(tx);
      if (!study.ok) return study;
      if (!(await setupLinkHolds(tx, hashToken(token)))) return refuse({ code: 'link-used', detail: 'This link was used already or has expired. Start the installation again for a new one.' });
      const personId = await insertPerson(tx, { email: input.email.trim().toLowerCase(), name: input.name, locale: input.locale, passwordHash });
      if (personId === null) return refuse({ code: 'email-taken', detail: 'There is an account with this address already.', field: 'email' });
      if (!(await useSetupLink(tx, hashToken(token)))) throw new Error('the setup link was used by two at once');
      await insertGrant(tx, study.value.id, personId, 'administrator', null);
      await appendAudit(tx, studyRef(study.value), { type: 'person.created', centre: null, case: null, payload: { person: personId } }, personId);
      await appendAudit(tx, studyRef(study.value), { type: 'grant.changed', centre: null, case: null, payload: { person: personId, role: 'administrator', centre: null, change: 'granted' } }, personId);
      const person = await findPerson(tx, personId);
      if (person === null) throw new Error('the new account cannot be read');
      return ok(personViewOf(person));
    });
  }
}
