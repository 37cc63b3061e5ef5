import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { HARMLESS_REASONS } from './approval.schema.ts';

const pixel = z.number().int().min(0);

/** Where text was found inside a stored image, in its pixels, corners inclusive. What was read is kept nowhere. */
export const textBox = z.object({ frame: pixel, x0: pixel, y0: pixel, x1: pixel, y1: pixel });
export type TextBox = z.output<typeof textBox>;

/** Text inside an image, still to be decided about; null finding when there is none. */
export const imageText = z.object({ imageId: z.string(), findingId: z.string().nullable(), boxes: z.array(textBox) });
export type ImageText = z.output<typeof imageText>;

const settled = z.object({ caseId: z.string(), imageId: z.string(), state: z.string() });

export const textCheckRoutes = {
  imageText: defineRoute({ name: 'imageText', method: 'GET', path: '/v1/images/:imageId/text', access: ['case.read'], summary: 'Where text was found inside an image and nobody has decided yet.', params: z.object({ imageId: z.uuid() }), response: imageText }),
  settleImageText: defineRoute({
    name: 'settleImageText', method: 'POST', path: '/v1/images/:imageId/text/harmless', access: ['image.upload', 'device.manage'],
    summary: 'Say that the text inside an image is harmless, and why; text that is not goes by replacing the image.',
    params: z.object({ imageId: z.uuid() }), body: z.object({ findingId: z.uuid(), because: z.enum(HARMLESS_REASONS) }), response: settled,
  }),
} as const;
