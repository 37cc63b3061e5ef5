import type { NoticeView } from '@echocohort/contracts';

/** The page that a notice is about. */
export function noticeAddress({ runId, crossValidationId }: Pick<NoticeView, 'runId' | 'crossValidationId'>): string {
  if (crossValidationId !== null) return `/cross-validations/${crossValidationId}`;
  return runId === null ? '/runs' : `/runs/${runId}`;
}

/** The count on the bell: what does not fit in two figures is "99+". */
export const unreadText = (unread: number): string => (unread > 99 ? '99+' : String(unread));
