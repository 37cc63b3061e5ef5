'use client';
import { SegmentedControl } from '@mantine/core';
import { useLocale, useWords } from '../words/locale-provider.tsx';
import { shellWords } from './shell.words.ts';

const CHOICES = [
  { value: 'zh', label: <span lang="zh-CN">中文</span> },
  { value: 'en', label: <span lang="en">EN</span> },
];

export function LanguageSwitch() {
  const t = useWords(shellWords);
  const { locale, choose } = useLocale();
  return <SegmentedControl size="xs" style={{ flex: 'none' }} aria-label={t('language')} data={CHOICES} value={locale} onChange={(value) => choose(value === 'zh' ? 'zh' : 'en')} />;
}
