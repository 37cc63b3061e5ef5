import type { Grant } from '@echocohort/access';
import type { BodyOf } from '@echocohort/contracts-reading';
import type { PersonView, routes } from '@echocohort/contracts';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { appendAudit, countHolders, Database, findPerson, insertGrant, listCentreCodes, revokeGrant, revokeSessionsOf, setDisabled, type PersonRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { grantChanges, judgeGrants } from './grants.ts';
import { personViewOf } from './person.view.ts';

type Body = BodyOf<typeof routes.setGrants>;

/** Replaces the role grants of a person. Whatever they have open ends, so that old rights do not live on. */
@Injectable()
export class SetGrantsUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller, personId: string, input: Body): Promise<Result<PersonView>> {
    return this.database.as(caller.dbIdentity('people.manage'), async (tx): Promise<Result<PersonView>> => {
      const before = await findPerson(tx, personId);
      if (before === null) return refuse({ code: 'not-found', detail: 'There is no such account.' });
      const grants = judgeGrants(input.grants, await listCentreCodes(tx));
      if (!grants.ok) return grants;
      await this.change(tx, caller, before, grants.value, input);
      const after = await findPerson(tx, personId);
      if (after === null) throw new Error('the account cannot be read again');
      return ok(personViewOf(after));
    });
  }

  private async change(tx: Tx, caller: Caller, before: PersonRow, grants: readonly Grant[], input: Body): Promise<void> {
    const study = { id: caller.studyId, code: caller.studyCode };
    const { given, taken } = grantChanges(before.grants, grants);
    for (const { role, centre } of taken) await revokeGrant(tx, study.id, before.id, role, centre);
    for (const { role, centre } of given) await insertGrant(tx, study.id, before.id, role, centre);
    if (before.disabled !== input.disabled) await setDisabled(tx, before.id, input.disabled);
    // Thrown, not returned: what was changed so far must go back.
    if ((await countHolders(tx, 'administrator')) === 0) {
      throw new RefusalError({ code: 'last-administrator', detail: 'Nobody would be left who can manage people. Make somebody else administrator first.', field: 'grants' });
    }
    const ended = await revokeSessionsOf(tx, before.id);
    const changed = [...taken.map((grant) => ({ grant, change: 'revoked' as const })), ...given.map((grant) => ({ grant, change: 'granted' as const }))];
    for (const { grant, change } of changed) {
      await appendAudit(tx, study, { type: 'grant.changed', centre: grant.centre, case: null, payload: { person: before.id, role: grant.role, centre: grant.centre, change, reason: input.reason } });
    }
    if (before.disabled !== input.disabled) {
      await appendAudit(tx, study, { type: 'person.access-changed', centre: null, case: null, payload: { person: before.id, disabled: input.disabled, reason: input.reason } });
    }
    for (const session of ended) await appendAudit(tx, study, session.kind === 'token' ? { type: 'token.revoked', centre: null, case: null, payload: { token: session.id } } : { type: 'person.signed-out', centre: null, case: null, payload: { session: session.id, reason: 'revoked' } });
  }
}
