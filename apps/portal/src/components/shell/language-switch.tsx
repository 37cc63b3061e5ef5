'use client';
import { SegmentedControl } from '@mantine/core';
import { useLocale, useWords } from '../words/locale-provider.tsx';
import { shellWords } from './shell.words.ts';

const CHOICES = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'EN' },
];

export function LanguageSwitch() {
  const t = useWords(shellWords);
  const { locale, choose } = useLocale();
  return <SegmentedControl size="xs" aria-label={t('language')} data={CHOICES} value={locale} onChange={(value) => choose(value === 'zh' ? 'zh' : 'en')} />;
}
