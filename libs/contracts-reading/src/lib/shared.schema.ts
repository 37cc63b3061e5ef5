import { z } from 'zod';

/** Text in both languages. */
export const localText = z.object({ zh: z.string(), en: z.string() });

/** RFC 9457 problem document; `code` is stable, `detail` one plain sentence without identifiers. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  field: z.string().optional(),
  slot: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.output<typeof problem>;

export const severity = z.enum(['blocks', 'deviation', 'information']);

/** A finding of an image against its slot, in words. */
export const findingView = z.object({
  id: z.string(),
  code: z.string(),
  severity,
  slot: z.string().nullable(),
  sentence: localText,
});
export type FindingView = z.output<typeof findingView>;

export const queryMessageView = z.object({
  id: z.string(),
  author: z.string().describe('display name of the person'),
  kind: z.enum(['raised', 'answered', 'replaced-image', 'closed', 'reopened']),
  body: z.string(),
  at: z.string(),
});

/** A query thread on a slot or an item of a case. */
export const queryView = z.object({
  id: z.string(),
  caseId: z.string(),
  caseCode: z.string(),
  centre: z.string(),
  slot: z.string().nullable(),
  item: z.string().nullable(),
  reasonCode: z.string(),
  reason: localText,
  status: z.enum(['open', 'answered', 'closed']),
  version: z.number(),
  raisedAt: z.string(),
  messages: z.array(queryMessageView),
});
export type QueryView = z.output<typeof queryView>;

export const caseParams = z.object({ caseId: z.uuid() });
export const queryParams = z.object({ queryId: z.uuid() });

/** A page of a list: `cursor` of the next page, or null at the end. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().optional(),
});
