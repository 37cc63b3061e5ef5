import type { Locale } from '../../components/words/fill-words.ts';

/** `16:40` on the day of `now`, `24 Nov, 09:10` on another, in the reader's zone. */
export function clockText(at: Date, now: Date, locale: Locale): string {
  const today = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, ...(today ? {} : { day: 'numeric', month: 'short' }) }).format(at);
}
