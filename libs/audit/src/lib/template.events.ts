import { z } from 'zod';
import { code, count, digest, id, words } from './event-fields.ts';

const template = { template: id, version: count, digest };
/** The boxes of an approved picture: places and decisions, never what stood there. */
const box = z.strictObject({
  x0: count, y0: count, x1: count, y1: count,
  frame: count.nullable(),
  reason: z.enum(['outside', 'template', 'text', 'person']),
  decision: z.enum(['kept', 'blanked', 'harmless']),
  because: code.nullable(),
});

/** What people decided about pixels: approvals of de-identified pictures, and mask templates. */
export const TEMPLATE_EVENTS = {
  'image.approved': {
    sentence: { zh: '去标识图像经批准后发送', en: 'A de-identified image was approved before it was sent' },
    payload: z.strictObject({
      slot: code, input: digest, output: digest, how: z.enum(['one', 'batch', 'command']), searchedFrames: count, template: z.strictObject({ id, version: count }).nullable(), boxes: z.array(box),
    }),
  },
  'template.drawn': {
    sentence: { zh: '绘制遮罩模板', en: 'A mask template was drawn' },
    payload: z.strictObject(template),
  },
  'template.signed': {
    sentence: { zh: '第二人签署遮罩模板', en: 'A second person signed a mask template' },
    payload: z.strictObject({ ...template, supersedes: count.nullable() }),
  },
  'template.rejected': {
    sentence: { zh: '遮罩模板被退回', en: 'A mask template was rejected by its second person' },
    payload: z.strictObject({ ...template, reason: words }),
  },
  'template.withdrawn': {
    sentence: { zh: '撤回遮罩模板', en: 'A mask template was withdrawn' },
    payload: z.strictObject({ ...template, reason: words }),
  },
} as const;
