'use client';
import { Stack, Title } from '@mantine/core';
import Link from 'next/link';
import { useWords } from '../words/locale-provider.tsx';
import { shellWords } from './shell.words.ts';

export function NothingHere() {
  const t = useWords(shellWords);
  return (
    <Stack align="flex-start" maw={460} mx="auto" mt="18vh" gap="md">
      <Title order={1}>{t('nothingHere')}</Title>
      <Link href="/">{t('toStart')}</Link>
    </Stack>
  );
}
