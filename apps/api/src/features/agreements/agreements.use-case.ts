import type { AgreementView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { acceptancesOf, agreementInForce, appendAudit, Database, insertAgreement, listAgreements, type AgreementRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { agreementDigest } from './agreement-digest.ts';
import { agreeToThis } from './agreement-in-force.ts';

const personOnly: Result<never> = refuse({ code: 'forbidden', detail: 'A token cannot agree to anything; sign in yourself.' });
const same: Result<never> = refuse({ code: 'agreement-unchanged', detail: 'This is word for word the version in force; nothing was published.' });
const twice: Result<never> = refuse({ code: 'conflict', detail: 'Somebody else published a version a moment ago; read it first.' });

const viewOf = (row: AgreementRow, inForce: AgreementRow | undefined, accepted: ReadonlyMap<string, Date>): AgreementView => ({
  id: row.id, version: row.version, title: row.title, text: row.text, digest: row.digest, publishedAt: row.publishedAt.toISOString(), publishedBy: row.publishedBy,
  inForce: row.id === inForce?.id, acceptedAt: accepted.get(row.id)?.toISOString() ?? null,
});

/** The agreement of the study in its versions: reading, publishing, agreeing. Nothing of it is ever changed or taken away. */
@Injectable()
export class AgreementsUseCase {
  constructor(private readonly database: Database) {}

  list(caller: Caller): Promise<Result<{ items: AgreementView[] }>> {
    return this.database.system(async (tx) => {
      const rows = await listAgreements(tx, caller.studyId);
      const accepted = await acceptancesOf(tx, caller.personId);
      return ok({ items: rows.map((row) => viewOf(row, rows[0], accepted)) });
    });
  }

  publish(caller: Caller, body: BodyOf<typeof routes.publishAgreement>): Promise<Result<AgreementView>> {
    return this.database.as(caller.dbIdentity('cohort.lock'), async (tx): Promise<Result<AgreementView>> => {
      const before = await agreementInForce(tx, caller.studyId);
      const digest = agreementDigest(body);
      if (before?.digest === digest) return same;
      const made = await insertAgreement(tx, caller.studyId, (before?.version ?? 0) + 1, { ...body, digest }, caller.personId);
      if (made === null) return twice;
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'agreement.published', centre: null, case: null, payload: { agreement: made.id, version: made.version, document: digest } });
      return ok(viewOf(made, made, new Map()));
    });
  }

  accept(caller: Caller, agreementId: string, digest: string): Promise<Result<AgreementView>> {
    if (caller.isToken) return Promise.resolve(personOnly);
    return this.database.system(async (tx): Promise<Result<AgreementView>> => {
      const agreed = await agreeToThis(tx, caller, agreementId, digest);
      return agreed.ok ? ok(viewOf(agreed.value, agreed.value, await acceptancesOf(tx, caller.personId))) : agreed;
    });
  }
}
