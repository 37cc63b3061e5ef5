'use client';
import { Tooltip } from '@mantine/core';
import type { Locale } from '../words/fill-words.ts';
import { useLocale } from '../words/locale-provider.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Relative within the last day, else date and time, in the reader's zone. */
export function momentText(at: Date, now: Date, locale: Locale): string {
  const tag = locale === 'zh' ? 'zh-CN' : 'en-GB';
  const age = now.getTime() - at.getTime();
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  if (age >= 0 && age < MINUTE) return relative.format(0, 'second');
  if (age >= 0 && age < HOUR) return relative.format(-Math.floor(age / MINUTE), 'minute');
  if (age >= 0 && age < DAY) return relative.format(-Math.floor(age / HOUR), 'hour');
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A time of the record (never a patient's date), with UTC on hover. */
export function Moment({ at }: { readonly at: string }) {
  const { locale } = useLocale();
  const time = new Date(at);
  return (
    <Tooltip label={`${time.toISOString().replace('T', ' ').slice(0, 19)} UTC`}>
      <time dateTime={at} suppressHydrationWarning>{momentText(time, new Date(), locale)}</time>
    </Tooltip>
  );
}
