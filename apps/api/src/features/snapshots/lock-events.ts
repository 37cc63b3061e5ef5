import type { AuditEvent } from '@echocohort/audit';
import type { CohortRow } from '@echocohort/persistence';
import type { GatheredLock } from './gather-lock.ts';
import type { ManifestHead } from './make-manifest.ts';

/** What the audit trail says of a lock: the cohort, the signature, and every case that changed its state. */
export function lockEvents(of: { readonly snapshotId: string; readonly cohort: CohortRow; readonly manifest: ManifestHead; readonly lock: GatheredLock; readonly meaning: string }): AuditEvent[] {
  const { snapshotId, cohort, manifest, lock, meaning } = of;
  const { root, contentDigest } = manifest.record;
  return [
    { type: 'cohort.locked', centre: null, case: null, payload: { cohort: cohort.id, version: cohort.version, snapshot: snapshotId, root, lesions: lock.included.length } },
    { type: 'snapshot.signed', centre: null, case: null, payload: { snapshot: snapshotId, root, digest: contentDigest, meaning } },
    ...lock.included.filter(({ row }) => row.lockedSnapshotId === null).map(({ row }): AuditEvent => ({
      type: 'case.state-changed', centre: row.centre, case: row.code, payload: { from: row.state, to: 'locked', cause: 'cohort.locked' },
    })),
  ];
}
