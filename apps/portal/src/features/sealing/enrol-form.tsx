'use client';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useEnrol } from './sealing.request.ts';
import { sealingWords } from './sealing.words.ts';

const LEAST = 12;

/** Password again, and a passphrase that only its holder knows. */
export function EnrolForm() {
  const t = useWords(sealingWords);
  const toast = useToast();
  const enrol = useEnrol();
  const [password, setPassword] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const differ = again !== '' && again !== passphrase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enrol.mutate({ password, passphrase }, { onSuccess: () => { setPassphrase(''); setAgain(''); toast(t('enrolled')); }, onSettled: () => setPassword('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">{t('enrolWhy')}</Text>
        <Group gap="sm" align="flex-start" grow>
          <PasswordInput size="xs" label={t('password')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <PasswordInput size="xs" label={t('passphrase')} required minLength={LEAST} autoComplete="off" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
          <PasswordInput size="xs" label={t('passphraseAgain')} required autoComplete="off" error={differ ? t('passphrasesDiffer') : null} value={again} onChange={(event) => setAgain(event.currentTarget.value)} />
        </Group>
        {enrol.error ? <ProblemNote error={enrol.error} /> : null}
        <Group><Button type="submit" disabled={password === '' || passphrase.length < LEAST || again !== passphrase} loading={enrol.isPending}>{t('enrol')}</Button></Group>
      </Stack>
    </form>
  );
}
