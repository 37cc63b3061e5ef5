import { defineRoute, localText } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { agreementDigest, agreementName } from './agreement.routes.ts';

export const cohortCriterion = z.object({
  item: z.string().max(60),
  operator: z.enum(['=', '!=', '<', '<=', '>', '>=', 'in', 'is-missing', 'is-present']),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).optional(),
});

export type CohortCriterionView = z.output<typeof cohortCriterion>;

const groupOf = <T extends z.ZodType>(inner: T) => [z.strictObject({ any: z.array(inner).min(1).max(50) }), z.strictObject({ all: z.array(inner).min(1).max(50) }), z.strictObject({ not: inner })] as const;
const strictCriterion = z.strictObject(cohortCriterion.shape);
const innerGroup = z.union([strictCriterion, ...groupOf(strictCriterion)]);

/** A criterion, or a group of them: any, all, not. Groups may hold groups once. */
export const cohortCondition = z.union([strictCriterion, ...groupOf(innerGroup)]);
export type CohortConditionView = z.output<typeof cohortCondition>;

/** Who belongs to a cohort: eligible, panel-accepted cases of these centres that meet every condition. */
export const cohortDefinition = z.object({
  centres: z.array(z.string()).nullable().describe('null: every centre of the study'),
  criteria: z.array(cohortCondition).max(50).default([]).describe('conditions; all of them must hold'),
  trainingParts: z.number().int().min(1).max(99).default(4),
  internalParts: z.number().int().min(1).max(99).default(1),
  successorOf: z.string().regex(/^[0-9a-f]{64}$/).optional().describe('root of a snapshot: only its lesions belong'),
});
export type CohortDefinitionView = z.output<typeof cohortDefinition>;

export const flowBox = z.object({
  code: z.string(),
  label: localText,
  kind: z.enum(['screened', 'excluded', 'pending', 'included', 'set']),
  patients: z.number(),
  lesions: z.number(),
  cases: z.array(z.object({ caseId: z.string(), code: z.string() })),
});

export const splitSetView = z.object({ set: z.enum(['training', 'internal_validation', 'external_validation']), patients: z.number(), lesions: z.number(), byCentre: z.record(z.string(), z.number()) });

export const splitView = z.object({ id: z.string(), seed: z.string(), exact: z.boolean(), committedAt: z.string(), sets: z.array(splitSetView), sentence: localText });

export const readinessItem = z.object({ code: z.string(), ready: z.boolean(), sentence: localText, count: z.number() });

export const cohortView = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'split', 'locked']),
  version: z.number(),
  definition: cohortDefinition,
  split: splitView.nullable(),
  snapshotId: z.string().nullable(),
  createdAt: z.string(),
});
export type CohortView = z.output<typeof cohortView>;

export const cohortPreview = z.object({
  patients: z.number(),
  lesions: z.number(),
  boxes: z.array(flowBox),
  flowChartSvg: localText.describe('the flow chart as SVG in both languages'),
  byCentre: z.array(z.object({ centre: z.string(), role: z.enum(['development', 'external']), lesions: z.number(), patients: z.number() })),
  missing: z.array(z.object({ item: z.string(), label: localText, missing: z.number(), of: z.number() })),
  readiness: z.array(readinessItem),
  /** What a signature of the lock covers: SHA-256 of the canonical record as it is now; null before a split. */
  digest: z.string().nullable(),
});
export type CohortPreview = z.output<typeof cohortPreview>;

export const signatureView = z.object({ person: z.string(), meaning: z.string(), digest: z.string(), signedAt: z.string() });

export const snapshotView = z.object({
  id: z.string(),
  cohortId: z.string(),
  cohortName: z.string(),
  root: z.string(),
  previousRoot: z.string().nullable(),
  lockedAt: z.string(),
  files: z.number(),
  bytes: z.number(),
  sets: z.array(splitSetView),
  signatures: z.array(signatureView),
  externalOutcomes: z.object({ sealed: z.boolean(), openedAt: z.string().nullable(), modelDigest: z.string().nullable() }),
});
export type SnapshotView = z.output<typeof snapshotView>;

export const exportView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  status: z.enum(['queued', 'running', 'finished', 'failed']),
  progress: z.number().describe('0 to 1'),
  sizeBytes: z.number().nullable(),
  sha256: z.string().nullable(),
  error: z.string().nullable(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  agreement: z.string().nullable().describe('under which agreement it was asked for'),
  document: agreementName.nullable().describe('the version of the agreement that who asked agreed to by asking'),
});

/** Who took what of a snapshot, when, and under which agreement. */
export const exportLedger = z.object({ items: z.array(z.object({ exportId: z.string(), person: z.string(), at: z.string(), agreement: z.string().nullable(), document: agreementName.nullable(), sha256: z.string().nullable() })) });

const cohortParams = z.object({ cohortId: z.uuid() });
const snapshotParams = z.object({ snapshotId: z.uuid() });
const exportParams = z.object({ exportId: z.uuid() });

export const cohortRoutes = {
  listCohorts: defineRoute({ name: 'listCohorts', method: 'GET', path: '/v1/cohorts', access: ['cohort.define'], summary: 'Cohorts of the study.', response: z.object({ items: z.array(cohortView) }) }),
  createCohort: defineRoute({ name: 'createCohort', method: 'POST', path: '/v1/cohorts', access: ['cohort.define'], summary: 'Define a cohort.', body: z.object({ name: z.string().min(1).max(120), definition: cohortDefinition }), response: cohortView, creates: true }),
  cohort: defineRoute({ name: 'cohort', method: 'GET', path: '/v1/cohorts/:cohortId', access: ['cohort.define'], summary: 'One cohort.', params: cohortParams, response: cohortView }),
  redefineCohort: defineRoute({ name: 'redefineCohort', method: 'PUT', path: '/v1/cohorts/:cohortId', access: ['cohort.define'], summary: 'Change the definition of an unlocked cohort; its split is dropped.', params: cohortParams, body: z.object({ name: z.string().min(1).max(120), definition: cohortDefinition }), response: cohortView, ifMatch: true }),
  cohortPreview: defineRoute({ name: 'cohortPreview', method: 'GET', path: '/v1/cohorts/:cohortId/preview', access: ['cohort.define'], summary: 'Counts, flow chart and readiness for the lock; no outcomes of external centres.', params: cohortParams, response: cohortPreview }),
  splitCohort: defineRoute({ name: 'splitCohort', method: 'POST', path: '/v1/cohorts/:cohortId/split', access: ['cohort.define'], summary: 'Split by centre; the seed is committed to the audit before the result is known.', params: cohortParams, body: z.object({ seed: z.string().min(1).max(64) }), response: cohortView, ifMatch: true }),
  lockChallenge: defineRoute({ name: 'lockChallenge', method: 'POST', path: '/v1/cohorts/:cohortId/lock-challenge', access: ['cohort.lock'], summary: 'A one-time word for one signature of one content; the lock takes it once.', params: cohortParams, body: z.object({ digest: z.string().length(64) }), response: z.object({ nonce: z.string(), expiresAt: z.string() }) }),
  lockCohort: defineRoute({ name: 'lockCohort', method: 'POST', path: '/v1/cohorts/:cohortId/lock', access: ['cohort.lock'], summary: 'Lock with a signature: password again, meaning, digest of the content.', params: cohortParams, body: z.object({ password: z.string().max(200), meaning: z.string().min(3).max(300), digest: z.string().length(64), nonce: z.string().max(300).optional() }), response: snapshotView, creates: true, ifMatch: true }),
  listSnapshots: defineRoute({ name: 'listSnapshots', method: 'GET', path: '/v1/snapshots', access: ['snapshot.read'], summary: 'Locked snapshots.', response: z.object({ items: z.array(snapshotView) }) }),
  snapshot: defineRoute({ name: 'snapshot', method: 'GET', path: '/v1/snapshots/:snapshotId', access: ['snapshot.read'], summary: 'One snapshot: root, counts, signatures.', params: snapshotParams, response: snapshotView }),
  requestExport: defineRoute({ name: 'requestExport', method: 'POST', path: '/v1/snapshots/:snapshotId/exports', access: ['export.make'], summary: 'Make an export of a snapshot by a job. Asking agrees to the agreement in force (agreementDigest, when given, must be its digest); what else is named is kept with every download.', params: snapshotParams, body: z.object({ agreement: z.string().min(3).max(300).nullable().optional(), agreementDigest: agreementDigest.optional() }), response: exportView, creates: true }),
  listExports: defineRoute({ name: 'listExports', method: 'GET', path: '/v1/snapshots/:snapshotId/exports', access: ['export.make'], summary: 'Exports of a snapshot.', params: snapshotParams, response: z.object({ items: z.array(exportView) }) }),
  exportLedger: defineRoute({ name: 'exportLedger', method: 'GET', path: '/v1/snapshots/:snapshotId/downloads', access: ['export.make'], summary: 'Who took which export of a snapshot, when, under which agreement.', params: snapshotParams, response: exportLedger }),
  exportState: defineRoute({ name: 'exportState', method: 'GET', path: '/v1/exports/:exportId', access: ['export.make'], summary: 'Progress of an export.', params: exportParams, response: exportView }),
  downloadExport: defineRoute({ name: 'downloadExport', method: 'GET', path: '/v1/exports/:exportId/file', access: ['export.make'], summary: 'The export as a zip, for who agreed to the agreement in force; range requests resume; each download is recorded.', params: exportParams, response: { stream: 'application/zip' } }),
} as const;
