import { defineRoute, pageQuery } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { timelineEntry } from './case.routes.ts';

export const auditRoutes = {
  listAudit: defineRoute({ name: 'listAudit', method: 'GET', path: '/v1/audit', access: ['audit.read'], summary: 'Audit events of the study, newest first.', query: pageQuery.extend({ type: z.string().max(60).optional() }), response: z.object({ items: z.array(timelineEntry), cursor: z.string().nullable() }) }),
  exportAudit: defineRoute({ name: 'exportAudit', method: 'GET', path: '/v1/audit/export', access: ['audit.read'], summary: 'The whole hash chain as NDJSON, for `echocohort audit verify`.', response: { stream: 'application/x-ndjson' } }),
} as const;
