import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** Corner in pixels of the stored image, x to the right, y down. */
const corner = z.tuple([z.number(), z.number()]);

export const outlineView = z.object({
  kind: z.enum(['lesion', 'background', 'feature']),
  version: z.number(),
  shape: z.enum(['polygon', 'rectangle', 'none']).describe('none: it was taken away'),
  points: z.array(corner),
  drawnBy: z.string(),
  drawnAt: z.string(),
});
export type OutlineView = z.output<typeof outlineView>;

export const imageOutlines = z.object({
  imageId: z.string(),
  caseId: z.string(),
  slot: z.string(),
  rows: z.number(),
  columns: z.number(),
  /** Part of a locked snapshot, or replaced by another image: nothing more is drawn on it. */
  frozen: z.boolean(),
  outlines: z.array(outlineView),
});
export type ImageOutlines = z.output<typeof imageOutlines>;

const imageParams = z.object({ imageId: z.uuid() });

export const outlineRoutes = {
  imageOutlines: defineRoute({ name: 'imageOutlines', method: 'GET', path: '/v1/images/:imageId/outlines', access: ['case.read'], summary: 'What is drawn on an image: lesion, background, feature.', params: imageParams, response: imageOutlines }),
  drawOutline: defineRoute({ name: 'drawOutline', method: 'PUT', path: '/v1/images/:imageId/outlines/:kind', access: ['form.write'], summary: 'Draw an outline, or take it away with shape none; If-Match names the version of this kind that was read, 0 for none.', params: imageParams.extend({ kind: z.enum(['lesion', 'background', 'feature']) }), body: z.object({ shape: z.enum(['polygon', 'rectangle', 'none']), points: z.array(corner).max(500) }), response: imageOutlines, ifMatch: true }),
} as const;
