'use client';
import type { SealingView } from '@echocohort/contracts';
import { Button, Group, PasswordInput, Select, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useGiveShare } from './sealing.request.ts';
import { sealingWords } from './sealing.words.ts';

/** The own share for a registered model, with the password again, the passphrase, and what the opening means. */
export function GiveShareForm({ item }: { readonly item: SealingView }) {
  const t = useWords(sealingWords);
  const toast = useToast();
  const give = useGiveShare(item.snapshotId);
  const offered = item.models.filter(({ runId }) => item.forRunId === null || runId === item.forRunId);
  const [runId, setRunId] = useState<string | null>(offered[0]?.runId ?? null);
  const [password, setPassword] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [impact, setImpact] = useState<string>(t('impactDefault'));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (runId) give.mutate({ password, passphrase, runId, impact: impact.trim() }, { onSuccess: (now) => toast(now.openedAt ? t('opened') : t('given')), onSettled: () => { setPassword(''); setPassphrase(''); } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Select size="xs" label={t('model')} data={offered.map((model) => ({ value: model.runId, label: `${model.digest.slice(0, 16)} · ${model.registeredAt.slice(0, 16).replace('T', ' ')} UTC` }))} value={runId} onChange={setRunId} />
        <Textarea size="xs" autosize label={t('impact')} required minLength={3} maxLength={500} value={impact} onChange={(event) => setImpact(event.currentTarget.value)} />
        <Group gap="sm" grow>
          <PasswordInput size="xs" label={t('password')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <PasswordInput size="xs" label={t('passphrase')} required autoComplete="off" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
        </Group>
        {give.error ? <ProblemNote error={give.error} /> : null}
        <Group><Button type="submit" disabled={runId === null || password === '' || passphrase === '' || impact.trim().length < 3} loading={give.isPending}>{t('give')}</Button></Group>
      </Stack>
    </form>
  );
}
