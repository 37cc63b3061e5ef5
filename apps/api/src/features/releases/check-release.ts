import { permissionsOf } from '@echocohort/access';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { agreementOfToken, findLiveRelease, findSnapshot, listReleases, takenBack, type AgreementName, type SnapshotRow, type Tx } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';
import { agreedToForce } from '../agreements/agreement-in-force.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';

/** That somebody may take a snapshot, and under which agreement; null for who works on the study itself. */
export interface Taking {
  readonly snapshot: SnapshotRow;
  readonly agreement: string | null;
  /** True for who reads snapshots as part of the study, false for who was given this one. */
  readonly inside: boolean;
  /** When the right ends; null when it does not end by itself. */
  readonly until: Date | null;
}

const withdrawn = (reason: string): Result<never> => refuse({ code: 'release-withdrawn', detail: `The release of this snapshot was taken back; nothing of it is given out any more. Reason: ${reason}` });
const expired: Result<never> = refuse({ code: 'release-expired', detail: 'Your release of this snapshot has ended. Ask for a new one.' });

/** Refuses when everything of the snapshot was taken back. For whatever gives something out. */
export async function notTakenBack(tx: Tx, snapshotId: string): Promise<Result<true>> {
  const back = await takenBack(tx, snapshotId);
  return back === null ? ok(true) : withdrawn(back.reason);
}

/**
 * Whether the caller may take this snapshot now: by the right to read snapshots, or by a live release in the own name. A
 * token lends what its maker has, at the moment of the call. The transaction must see releases (the service's own).
 */
export async function mayTake(tx: Tx, caller: Caller, snapshotId: string): Promise<Result<Taking>> {
  const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
  if (snapshot === null || (caller.tokenSnapshot !== null && caller.tokenSnapshot !== snapshotId)) return snapshotNotFound;
  const release = await findLiveRelease(tx, snapshotId, caller.personId);
  const lent = caller.tokenSnapshot === null ? caller.permissions : permissionsOf(caller.grants);
  const own = release === null && !lent.has('snapshot.read') ? (await listReleases(tx, snapshotId)).filter(({ personId }) => personId === caller.personId) : [];
  const ended = own.find(({ withdrawnAt }) => withdrawnAt === null) ?? own[0];
  if (release === null && !lent.has('snapshot.read') && ended === undefined) return snapshotNotFound;
  const given = await notTakenBack(tx, snapshotId);
  if (!given.ok) return given;
  if (ended !== undefined) return ended.withdrawnAt === null || ended.withdrawReason === 'expired' ? expired : withdrawn(ended.withdrawReason ?? '');
  const inside = lent.has('snapshot.read');
  return ok({ snapshot, agreement: release?.agreement ?? null, inside, until: inside ? null : (release?.expiresAt ?? null) });
}

/**
 * The version of the agreement under which something is taken. A token has the one that it was made under. A person has
 * agreed to the one in force, or is refused; only who works on the study may look at single files (`whole: false`) before.
 */
export async function takenUnder(tx: Tx, caller: Caller, { inside }: Taking, whole: boolean): Promise<Result<AgreementName | null>> {
  if (caller.tokenSnapshot !== null) return ok(await agreementOfToken(tx, caller.sessionId));
  const agreed = await agreedToForce(tx, caller);
  return !agreed.ok && inside && !whole ? ok(null) : agreed;
}
