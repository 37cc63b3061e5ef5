import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** Something that happened to what the person asked for. */
export const noticeView = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(['run-finished', 'run-failed', 'cross-validation-finished', 'cross-validation-failed']),
  runId: z.string().nullable(),
  crossValidationId: z.string().nullable(),
  /** From 1; of `cross-validation-failed` the fold that failed. */
  fold: z.number().nullable(),
  model: z.enum(['L', 'LB', 'LBC']),
  /** The reason of a failure: a stable code. */
  code: z.string().nullable(),
  readAt: z.string().nullable(),
});
export type NoticeView = z.output<typeof noticeView>;

const notices = z.object({ unread: z.number(), items: z.array(noticeView) });

export const noticeRoutes = {
  listNotices: defineRoute({ name: 'listNotices', method: 'GET', path: '/v1/notices', access: 'signed-in', summary: "The caller's notices, newest first, and how many are unread.", response: notices }),
  readNotice: defineRoute({ name: 'readNotice', method: 'POST', path: '/v1/notices/:noticeId/read', access: 'signed-in', summary: 'Mark one notice as read.', params: z.object({ noticeId: z.uuid() }), body: z.object({}), response: notices }),
  readNotices: defineRoute({ name: 'readNotices', method: 'POST', path: '/v1/notices/read', access: 'signed-in', summary: 'Mark all notices of the caller as read.', body: z.object({}), response: notices }),
} as const;
