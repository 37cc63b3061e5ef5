'use client';
import { Alert, Button, Group, PasswordInput, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { LanguageSwitch } from '../../components/shell/language-switch.tsx';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { useSetUp } from './set-up.request.ts';
import { useSetupState } from './setup-state.request.ts';
import { setupWords } from './setup.words.ts';

const LEAST_PASSWORD = 12;

/** Where the one-time link of an empty installation leads. */
export function SetupScreen({ token }: { readonly token: string }) {
  const t = useWords(setupWords);
  const { data, error, refetch } = useSetupState(token);
  return (
    <Stack maw={420} mx="auto" pt="14vh" px="lg" gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap"><div><Title order={1}>{t('title')}</Title><Text size="sm" c="dimmed">{t('lead')}</Text></div><LanguageSwitch /></Group>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={240} /> : data.valid ? <FirstAdministrator token={token} /> : <Alert title={t('invalid')} color="yellow">{t('invalidWhy')} <Link href="/sign-in">{t('signIn')}</Link></Alert>}
    </Stack>
  );
}

function FirstAdministrator({ token }: { readonly token: string }) {
  const t = useWords(setupWords);
  const { locale } = useLocale();
  const create = useSetUp(token);
  const [person, setPerson] = useState({ name: '', email: '', password: '' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ ...person, locale });
  };
  if (create.isSuccess) return <Alert color="accent" title={t('done')}><Link href="/sign-in">{t('signIn')}</Link></Alert>;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput label={t('name')} required maxLength={200} value={person.name} onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })} />
        <TextInput label={t('email')} type="email" required autoComplete="username" value={person.email} onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })} />
        <PasswordInput label={t('password')} description={t('passwordWhy')} required minLength={LEAST_PASSWORD} autoComplete="new-password" value={person.password} onChange={(event) => setPerson({ ...person, password: event.currentTarget.value })} />
        {create.error ? <ProblemNote error={create.error} /> : null}
        <Button type="submit" size="sm" loading={create.isPending}>{t('create')}</Button>
      </Stack>
    </form>
  );
}
