'use client';
import { Tooltip } from '@mantine/core';
import { clockText } from './clock-text.ts';
import { useLocale } from '../../components/words/locale-provider.tsx';

/** A time that lies ahead: the clock today, with the day otherwise; UTC on hover. */
export function ClockTime({ at }: { readonly at: string }) {
  const { locale } = useLocale();
  const time = new Date(at);
  return (
    <Tooltip label={`${time.toISOString().replace('T', ' ').slice(0, 19)} UTC`}>
      <time dateTime={at} suppressHydrationWarning>{clockText(time, new Date(), locale)}</time>
    </Tooltip>
  );
}
