import type { Refusal } from '@echocohort/kernel';
import type { EndedSnapshotToken } from '@echocohort/persistence';

/** A moment as a person reads it: the day and the minute, in UTC. */
const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * What the holder of a token that reads no more is told: which snapshot, since when, and what to do. Only whoever shows the
 * token itself hears it; an unknown token is answered like no token. Null while neither its time nor an act ended it.
 */
export function endedTokenRefusal({ snapshotId, root, expiresAt, revokedAt, withdrawReason }: EndedSnapshotToken, now: Date): Refusal | null {
  const named = `snapshot ${root.slice(0, 12)}`;
  if (revokedAt !== null && withdrawReason !== null) {
    return {
      code: 'token-release-withdrawn', detail: `The release of ${named} that this token rests on was taken back on ${moment(revokedAt)}. Reason: ${withdrawReason}. Use its data no further, and ask the statistician of the study; a new release needs a new token.`,
      facts: { snapshot: snapshotId, root, withdrawnAt: revokedAt.toISOString(), reason: withdrawReason },
    };
  }
  if (revokedAt !== null && revokedAt < expiresAt) {
    return { code: 'token-revoked', detail: `This token of ${named} was revoked on ${moment(revokedAt)}. Make a new one on the page of the snapshot.`, facts: { snapshot: snapshotId, root, revokedAt: revokedAt.toISOString() } };
  }
  if (expiresAt > now) return null;
  return { code: 'token-expired', detail: `This token of ${named} expired on ${moment(expiresAt)}. Make a new one on the page of the snapshot; when your release has ended too, ask the statistician of the study for a new one first.`, facts: { snapshot: snapshotId, root, expiredAt: expiresAt.toISOString() } };
}
