import { ok, refuse, type Result } from '@echocohort/kernel';
import { acceptAgreement, acceptancesOf, agreementInForce, appendAudit, type AgreementRow, type Tx } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';

export const noAgreement: Result<never> = refuse({ code: 'agreement-missing', detail: 'The study has no agreement yet under which its data could be taken; a statistician of the study publishes one.' });

const needed = ({ id, version, digest }: AgreementRow): Result<never> =>
  refuse({ code: 'agreement-needed', detail: `First agree to version ${version} of the agreement, which is in force now; then take the data.`, facts: { agreement: id, version, digest } });
const changed = ({ id, version, digest }: AgreementRow): Result<never> =>
  refuse({ code: 'agreement-changed', detail: `Version ${version} of the agreement is in force now, and it is not the one that was read; read it and agree to it.`, facts: { agreement: id, version, digest } });

/** Keeps that the caller agrees to this version. `by` says with which act. */
export async function keepAcceptance(tx: Tx, caller: Caller, { id, version, digest }: AgreementRow, by: string): Promise<void> {
  if (!(await acceptAgreement(tx, id, caller.personId))) return;
  await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'agreement.accepted', centre: null, case: null, payload: { agreement: id, version, document: digest, by } }, caller.personId);
}

/** The version in force, when the caller agreed to it; for whatever gives data of the study away. */
export async function agreedToForce(tx: Tx, caller: Caller): Promise<Result<AgreementRow>> {
  const inForce = await agreementInForce(tx, caller.studyId);
  if (inForce === null) return noAgreement;
  return (await acceptancesOf(tx, caller.personId)).has(inForce.id) ? ok(inForce) : needed(inForce);
}

/** The same for an act that agrees by being done; a digest that is named must be that of the version in force. */
export async function agreeInPassing(tx: Tx, caller: Caller, digest: string | undefined, by: string): Promise<Result<AgreementRow>> {
  const inForce = await agreementInForce(tx, caller.studyId);
  if (inForce === null) return noAgreement;
  if (digest !== undefined && digest !== inForce.digest) return changed(inForce);
  await keepAcceptance(tx, caller, inForce, by);
  return ok(inForce);
}

/** Agrees to a version by its id and the digest of what was read. */
export async function agreeToThis(tx: Tx, caller: Caller, agreementId: string, digest: string): Promise<Result<AgreementRow>> {
  const inForce = await agreementInForce(tx, caller.studyId);
  if (inForce === null) return noAgreement;
  if (inForce.id !== agreementId || inForce.digest !== digest) return changed(inForce);
  await keepAcceptance(tx, caller, inForce, 'reading');
  return ok(inForce);
}
