import type { NoticeView } from '@echocohort/contracts';

/** A mail without any identifier: what kind of thing happened, and where to look. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

type Kind = NoticeView['kind'];

const SUBJECT: Readonly<Record<Kind, { readonly zh: string; readonly en: string }>> = {
  'run-finished': { zh: '训练已完成', en: 'A training has finished' },
  'run-failed': { zh: '训练失败', en: 'A training has failed' },
  'cross-validation-finished': { zh: '交叉验证已完成', en: 'A cross-validation has finished' },
  'cross-validation-failed': { zh: '交叉验证的一折失败', en: 'A fold of a cross-validation has failed' },
};

const placeOf = ({ runId, crossValidationId }: NoticeView): string => (crossValidationId === null ? `/runs/${runId ?? ''}` : `/cross-validations/${crossValidationId}`);

/** Subject and body of the mail for a notice, in the person's language; a link only where the portal's address is configured. */
export function mailText(notice: NoticeView, language: 'zh' | 'en', portal: string | null): MailText {
  const subject = `EchoCohort: ${SUBJECT[notice.kind][language]}`;
  const code = notice.code === null ? [] : [language === 'zh' ? `原因代码：${notice.code}` : `Reason: ${notice.code}`];
  const fold = notice.fold === null ? [] : [language === 'zh' ? `第 ${notice.fold} 折` : `Fold ${notice.fold}`];
  const link = portal === null ? [] : [new URL(placeOf(notice), portal).href];
  return { subject, text: [`${SUBJECT[notice.kind][language]} (Model-${notice.model})`, ...fold, ...code, ...link].join('\n') + '\n' };
}
