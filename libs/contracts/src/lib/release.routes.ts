import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { agreementDigest, agreementName } from './agreement.routes.ts';

/** Access of one named person to one snapshot, under an agreement and for a time. */
export const releaseView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  personId: z.string(),
  person: z.string(),
  agreement: z.string(),
  document: agreementName.nullable(),
  releasedAt: z.string(),
  releasedBy: z.string(),
  expiresAt: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawReason: z.string().nullable(),
  status: z.enum(['active', 'expired', 'withdrawn']),
});
export type ReleaseView = z.output<typeof releaseView>;

/** All releases of a snapshot. `withdrawnAt`: everything was taken back; nobody gets an export until somebody is released anew. */
export const snapshotReleases = z.object({ items: z.array(releaseView), withdrawnAt: z.string().nullable(), withdrawReason: z.string().nullable() });
export type SnapshotReleases = z.output<typeof snapshotReleases>;

/** A read-only token for one snapshot; its secret is shown once. */
export const snapshotTokenView = z.object({ id: z.string(), name: z.string(), person: z.string(), document: agreementName.nullable(), createdAt: z.string(), lastUsedAt: z.string().nullable(), expiresAt: z.string(), status: z.enum(['active', 'expired', 'revoked']), mine: z.boolean() });
export type SnapshotTokenView = z.output<typeof snapshotTokenView>;

/** What a person was given: the snapshot by its root, and until when. */
export const receivedRelease = z.object({ snapshotId: z.string(), cohortName: z.string(), root: z.string(), agreement: z.string(), document: agreementName.nullable(), expiresAt: z.string() });

export const contentsEntry = z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), files: z.number(), bytes: z.number(), sha256: z.string().nullable() });

const cellChange = z.object({ row: z.string(), column: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** How two snapshots differ: files by digest, tables by row and cell. Lists are cut at 500 entries; the counts are not. */
export const snapshotDiffView = z.object({
  from: z.object({ id: z.string(), root: z.string(), cohortName: z.string() }),
  to: z.object({ id: z.string(), root: z.string(), cohortName: z.string() }),
  files: z.object({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()), same: z.number(), counts: z.object({ added: z.number(), removed: z.number(), changed: z.number() }) }),
  tables: z.array(z.object({ path: z.string(), columnsAdded: z.array(z.string()), columnsRemoved: z.array(z.string()), rowsAdded: z.array(z.string()), rowsRemoved: z.array(z.string()), cells: z.array(cellChange), counts: z.object({ rowsAdded: z.number(), rowsRemoved: z.number(), cells: z.number() }) })),
});
export type SnapshotDiffView = z.output<typeof snapshotDiffView>;

const snapshotParams = z.object({ snapshotId: z.uuid() });

/** Routes that a snapshot's token may call, and nothing else. All of them read. */
export const SNAPSHOT_TOKEN_ROUTES: readonly string[] = ['snapshotManifest', 'snapshotFile', 'snapshotZip'];

export const releaseRoutes = {
  snapshotContents: defineRoute({ name: 'snapshotContents', method: 'GET', path: '/v1/snapshots/:snapshotId/contents', access: ['snapshot.read'], summary: 'Files and folders of a snapshot, one level at a time.', params: snapshotParams, query: z.object({ under: z.string().max(240).default('') }), response: z.object({ items: z.array(contentsEntry) }) }),
  snapshotDiff: defineRoute({ name: 'snapshotDiff', method: 'GET', path: '/v1/snapshots/:snapshotId/diff/:otherId', access: ['snapshot.read'], summary: 'How another snapshot differs from this one, by file and by cell.', params: snapshotParams.extend({ otherId: z.uuid() }), response: snapshotDiffView }),
  snapshotDiffFile: defineRoute({ name: 'snapshotDiffFile', method: 'GET', path: '/v1/snapshots/:snapshotId/diff/:otherId/file', access: ['snapshot.read'], summary: 'The same as a table, one line a change and none left out (tab-separated).', params: snapshotParams.extend({ otherId: z.uuid() }), response: { stream: 'text/tab-separated-values' } }),
  listReleases: defineRoute({ name: 'listReleases', method: 'GET', path: '/v1/snapshots/:snapshotId/releases', access: ['snapshot.read'], summary: 'To whom a snapshot was released, until when, under which agreement.', params: snapshotParams, response: snapshotReleases }),
  releaseCandidates: defineRoute({ name: 'releaseCandidates', method: 'GET', path: '/v1/snapshots/:snapshotId/release-candidates', access: ['cohort.lock'], summary: 'People that a snapshot can be released to.', params: snapshotParams, response: z.object({ items: z.array(z.object({ personId: z.string(), name: z.string() })) }) }),
  createRelease: defineRoute({ name: 'createRelease', method: 'POST', path: '/v1/snapshots/:snapshotId/releases', access: ['cohort.lock'], summary: 'Release a snapshot to a named person under an agreement, for a time; the version in force is named, unless `agreement` names another contract beside it.', params: snapshotParams, body: z.object({ personId: z.uuid(), agreement: z.string().min(3).max(300).optional(), days: z.number().int().min(1).max(1095) }), response: releaseView, creates: true }),
  withdrawReleases: defineRoute({ name: 'withdrawReleases', method: 'POST', path: '/v1/snapshots/:snapshotId/releases/withdrawal', access: ['cohort.lock'], summary: 'Take a snapshot back in one act: all releases (or one), with their tokens; exports and downloads are refused from then on.', params: snapshotParams, body: z.object({ reason: z.string().min(3).max(300), releaseId: z.uuid().nullable().default(null) }), response: snapshotReleases }),
  receivedReleases: defineRoute({ name: 'receivedReleases', method: 'GET', path: '/v1/releases', access: 'signed-in', summary: 'Snapshots that were released to the caller.', response: z.object({ items: z.array(receivedRelease) }) }),
  listSnapshotTokens: defineRoute({ name: 'listSnapshotTokens', method: 'GET', path: '/v1/snapshots/:snapshotId/tokens', access: 'signed-in', summary: 'Tokens of a snapshot: all of them for who locks, the own for others.', params: snapshotParams, response: z.object({ items: z.array(snapshotTokenView) }) }),
  createSnapshotToken: defineRoute({ name: 'createSnapshotToken', method: 'POST', path: '/v1/snapshots/:snapshotId/tokens', access: 'signed-in', summary: 'A read-only token for programs, for this snapshot alone; shown once. Making it agrees to the agreement in force (agreementDigest, when given, must be its digest), and the token is bound to that version.', params: snapshotParams, body: z.object({ name: z.string().min(1).max(80), days: z.number().int().min(1).max(365).default(30), agreementDigest: agreementDigest.optional() }), response: snapshotTokenView.extend({ token: z.string() }), creates: true }),
  revokeSnapshotToken: defineRoute({ name: 'revokeSnapshotToken', method: 'DELETE', path: '/v1/snapshots/:snapshotId/tokens/:tokenId', access: 'signed-in', summary: 'Revoke a token of a snapshot.', params: snapshotParams.extend({ tokenId: z.uuid() }), response: snapshotTokenView }),
  snapshotManifest: defineRoute({ name: 'snapshotManifest', method: 'GET', path: '/v1/snapshots/:snapshotId/manifest', access: 'signed-in', summary: 'The manifest of a snapshot as it was locked (SNAPSHOT.json): every file with digest and size. Every call is on record.', params: snapshotParams, response: { stream: 'application/json' } }),
  snapshotFile: defineRoute({ name: 'snapshotFile', method: 'GET', path: '/v1/snapshots/:snapshotId/file', access: 'signed-in', summary: 'One file of a snapshot by its path; range requests resume.', params: snapshotParams, query: z.object({ path: z.string().min(1).max(240) }), response: { stream: 'application/octet-stream' } }),
  snapshotZip: defineRoute({ name: 'snapshotZip', method: 'GET', path: '/v1/snapshots/:snapshotId/zip', access: 'signed-in', summary: 'The newest finished export of a snapshot; range requests resume; each download is recorded.', params: snapshotParams, response: { stream: 'application/zip' } }),
} as const;
