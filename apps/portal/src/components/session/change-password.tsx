'use client';
import { passwordRoutes } from '@echocohort/contracts';
import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/call.ts';
import { ProblemNote } from '../api/problem-note.tsx';
import { useToast } from '../shell/toasts.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { sessionWords } from './session.words.ts';

const LEAST = 12;

/** The own password: the present one, the new one twice. Other open sessions of the person end. */
export function ChangePassword({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useWords(sessionWords);
  return <Modal opened={open} onClose={onClose} title={t('changePassword')}>{open ? <PasswordForm onDone={onClose} /> : null}</Modal>;
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(sessionWords);
  const toast = useToast();
  const [password, setPassword] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({ mutationFn: () => call(passwordRoutes.changePassword, { body: { password, next } }) });
  const differ = again !== '' && again !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, { onSuccess: ({ sessionsEnded }) => { toast(t('passwordChanged', { n: sessionsEnded })); onDone(); }, onSettled: () => setPassword('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{t('changePasswordWhy')}</Text>
        <PasswordInput label={t('passwordNow')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus />
        <PasswordInput label={t('passwordNext')} required minLength={LEAST} maxLength={200} autoComplete="new-password" value={next} onChange={(event) => setNext(event.currentTarget.value)} />
        <PasswordInput label={t('passwordAgain')} required autoComplete="new-password" error={differ ? t('passwordsDiffer') : null} value={again} onChange={(event) => setAgain(event.currentTarget.value)} />
        {change.error ? <ProblemNote error={change.error} /> : null}
        <Button type="submit" disabled={password === '' || next.length < LEAST || again !== next} loading={change.isPending}>{t('changePassword')}</Button>
      </Stack>
    </form>
  );
}
