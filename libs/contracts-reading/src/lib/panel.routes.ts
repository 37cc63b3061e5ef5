import { z } from 'zod';
import { defineRoute } from './route.ts';
import { caseParams, findingView, localText, queryParams, queryView } from './shared.schema.ts';

/** One slot of the contact sheet. Nothing here depends on pathology (domain 6: the panel is blind). */
export const panelSlot = z.object({
  code: z.string(),
  name: localText,
  role: z.string(),
  imageId: z.string().nullable(),
  findings: z.array(findingView),
});

export const panelCase = z.object({
  caseId: z.string(),
  code: z.string(),
  centre: z.string(),
  state: z.string(),
  version: z.number(),
  protocolVersion: z.string(),
  slots: z.array(panelSlot),
  queries: z.array(queryView),
  reasons: z.array(z.object({ code: z.string(), text: localText })),
});
export type PanelCase = z.output<typeof panelCase>;

export const panelQueue = z.object({
  /** Complete cases that wait for a verdict, oldest first. */
  items: z.array(z.object({ caseId: z.string(), code: z.string(), centre: z.string(), waitingSince: z.string() })),
  waiting: z.number(),
  accepted: z.number(),
  queried: z.number(),
});
export type PanelQueue = z.output<typeof panelQueue>;

export const panelRoutes = {
  panelQueue: defineRoute({ name: 'panelQueue', method: 'GET', path: '/v1/panel/queue', access: ['panel.review'], summary: 'Complete cases that wait for the panel, oldest first.', response: panelQueue }),
  panelCase: defineRoute({ name: 'panelCase', method: 'GET', path: '/v1/panel/cases/:caseId', access: ['panel.review'], summary: 'Contact sheet of one case: every slot with its image and findings.', params: caseParams, response: panelCase }),
  acceptCase: defineRoute({ name: 'acceptCase', method: 'POST', path: '/v1/panel/cases/:caseId/acceptance', access: ['panel.review'], summary: 'Accept a case: the protocol was kept.', params: caseParams, response: panelCase, ifMatch: true }),
  raiseQuery: defineRoute({ name: 'raiseQuery', method: 'POST', path: '/v1/panel/cases/:caseId/queries', access: ['query.raise'], summary: 'Raise a query with a coded reason on a slot.', params: caseParams, body: z.object({ slot: z.string(), reasonCode: z.string(), text: z.string().max(2000).default('') }), response: queryView, creates: true }),
  closeQuery: defineRoute({ name: 'closeQuery', method: 'POST', path: '/v1/queries/:queryId/closure', access: ['query.close'], summary: 'Close an answered query.', params: queryParams, body: z.object({ text: z.string().max(2000).default('') }), response: queryView, ifMatch: true }),
  imagePreview: defineRoute({ name: 'imagePreview', method: 'GET', path: '/v1/images/:imageId/preview', access: ['case.read', 'panel.review'], summary: 'A frame of the picture as PNG (the first unless `frame` names another), optionally no wider than `width` pixels.', params: z.object({ imageId: z.uuid() }), query: z.object({ width: z.coerce.number().int().min(32).max(2048).optional(), frame: z.coerce.number().int().min(0).max(99_999).optional() }), response: { stream: 'image/png' } }),
} as const;
