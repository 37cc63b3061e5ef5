import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

const pixel = z.number().int().min(0).max(65_535);
const box = z.object({ x0: pixel, y0: pixel, x1: pixel, y1: pixel });

/** A part of the picture that stays: a rectangle (corners inclusive), or a polygon of pixel corners. */
export const keptShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rectangle'), x0: pixel, y0: pixel, x1: pixel, y1: pixel }),
  z.object({ kind: z.literal('polygon'), points: z.array(z.tuple([pixel, pixel])).min(3).max(256) }),
]);
export type KeptShapeView = z.output<typeof keptShape>;

/** A scanner's own words; they are checked like those of a clean file, so that nobody's name can hide here. */
const scannerText = z.string().min(1).max(64);

/** The screens that a template is for: files that say exactly this of themselves. */
export const templateLayout = z.object({ manufacturer: scannerText, model: scannerText, software: z.string().max(64), rows: pixel.min(1), columns: pixel.min(1) });
export type TemplateLayout = z.output<typeof templateLayout>;

export const TEMPLATE_STATES = ['draft', 'approved', 'rejected', 'superseded', 'withdrawn'] as const;

export const templateView = templateLayout.extend({
  /** Of this version; `templateId` is that of all versions of the layout. */
  id: z.string(),
  templateId: z.string(),
  version: z.number(),
  status: z.enum(TEMPLATE_STATES),
  kept: z.array(keptShape),
  /** Where text was found beside the kept area: places only, no letter of it. */
  textBeside: z.array(box),
  /** SHA-256 of identity, layout and kept area in one spelling: what is signed. */
  digest: z.string(),
  centre: z.string(),
  drawnBy: z.string(),
  drawnAt: z.string(),
  /** Whether the caller drew it; whoever drew it cannot sign it. */
  own: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawReason: z.string().nullable(),
});
export type TemplateView = z.output<typeof templateView>;

/** One approved template as files are cleaned with it; people are named by their ids. */
export const exportedTemplate = templateLayout.extend({ id: z.string(), version: z.number(), kept: z.array(keptShape), drawnBy: z.string(), drawnAt: z.string(), approvedBy: z.string(), approvedAt: z.string() });

/** All approved templates, signed with the key of the receipts over the canonical JSON of `body`: what `--templates` reads. */
export const templateFile = z.object({
  body: z.object({ format: z.literal('echocohort.templates/1'), study: z.string(), at: z.string(), keyId: z.string(), templates: z.array(exportedTemplate) }),
  signature: z.string(),
});
export type TemplateFile = z.output<typeof templateFile>;

const READERS = ['image.upload', 'panel.review', 'device.manage'];
const templateParams = z.object({ templateId: z.uuid() });
const MOST_SAMPLE_LETTERS = 900_000;

export const templateRoutes = {
  listTemplates: defineRoute({ name: 'listTemplates', method: 'GET', path: '/v1/mask-templates', access: READERS, summary: 'Mask templates of the study, all versions, shared between centres.', response: z.object({ items: z.array(templateView) }) }),
  templateFile: defineRoute({ name: 'templateFile', method: 'GET', path: '/v1/mask-templates/file', access: READERS, summary: 'The approved templates as one signed file for the command line.', response: templateFile }),
  drawTemplate: defineRoute({
    name: 'drawTemplate', method: 'POST', path: '/v1/mask-templates', access: ['image.upload'], summary: 'Draft a mask template: layout, kept area, and a picture that is black everywhere else.',
    body: templateLayout.extend({ centre: z.string().max(40), kept: z.array(keptShape).min(1).max(16), textBeside: z.array(box).max(80), sample: z.base64().min(1).max(MOST_SAMPLE_LETTERS).describe('PNG of the blanked picture, rows and columns of the layout') }),
    response: templateView, creates: true,
  }),
  templateSample: defineRoute({ name: 'templateSample', method: 'GET', path: '/v1/mask-templates/:templateId/sample', access: READERS, summary: 'The picture that was sent with a draft, black outside the kept area.', params: templateParams, response: { stream: 'image/png' } }),
  decideTemplate: defineRoute({
    name: 'decideTemplate', method: 'POST', path: '/v1/mask-templates/:templateId/decision', access: ['panel.review'], summary: 'Sign a draft as its second person, or reject it: password again, digest of what was shown.',
    params: templateParams, body: z.object({ password: z.string().max(200), digest: z.string().length(64), decision: z.enum(['approve', 'reject']), reason: z.string().trim().max(300).default('') }), response: templateView,
  }),
  withdrawTemplate: defineRoute({ name: 'withdrawTemplate', method: 'POST', path: '/v1/mask-templates/:templateId/withdrawal', access: ['panel.review', 'device.manage'], summary: 'Withdraw a template: from now on no file is taken that was cleaned with it.', params: templateParams, body: z.object({ reason: z.string().trim().min(3).max(300) }), response: templateView }),
} as const;
