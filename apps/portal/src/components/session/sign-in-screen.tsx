'use client';
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { sessionWords } from './session.words.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInScreen() {
  const t = useWords(sessionWords);
  const router = useRouter();
  const client = useQueryClient();
  // No answer that was read as somebody else may stay in memory.
  const enter = () => {
    client.clear();
    router.replace('/');
    router.refresh();
  };
  return (
    <Stack maw={380} mx="auto" pt="16vh" px="lg" gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1}>EchoCohort</Title>
          <Text size="sm" c="dimmed">{t('lead')}</Text>
        </div>
        <LanguageSwitch />
      </Group>
      <Paper withBorder p="lg" radius="md">
        <SignInForm onEntered={enter} />
      </Paper>
    </Stack>
  );
}
