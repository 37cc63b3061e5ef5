import { permissionsOf } from '@echocohort/access';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { findLiveRelease, findSnapshot, listReleases, takenBack, type SnapshotRow, type Tx } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';

/** That somebody may take a snapshot, and under which agreement; null for who works on the study itself. */
export interface Taking {
  readonly snapshot: SnapshotRow;
  readonly agreement: string | null;
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
  return ok({ snapshot, agreement: release?.agreement ?? null, until: lent.has('snapshot.read') ? null : (release?.expiresAt ?? null) });
}
