'use client';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useWords } from '../words/locale-provider.tsx';
import { shellWords } from './shell.words.ts';

/** Shown instead of a page while the API does not answer. */
export function NoServer() {
  const t = useWords(shellWords);
  return (
    <Stack align="flex-start" maw={460} mx="auto" mt="18vh" gap="md">
      <Title order={1}>{t('noServer')}</Title>
      <Text>{t('noServerWhy')}</Text>
      <Button onClick={() => globalThis.location.reload()}>{t('reload')}</Button>
    </Stack>
  );
}
