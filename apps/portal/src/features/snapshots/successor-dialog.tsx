'use client';
import { Button, Modal, PasswordInput, Stack, Text, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { useMakeSuccessor, useSuccessorPlan } from './withdrawals.request.ts';

/** The successor of a snapshot in one act; null: nothing is asked. */
export function SuccessorDialog({ snapshotId, onClose }: { readonly snapshotId: string | null; readonly onClose: () => void }) {
  const t = useWords(releaseWords);
  return <Modal opened={snapshotId !== null} onClose={onClose} title={t('successor')}>{snapshotId ? <SuccessorForm snapshotId={snapshotId} /> : null}</Modal>;
}

/** One step: the same cohort and sets without them, locked and signed. */
function SuccessorForm({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const router = useRouter();
  const toast = useToast();
  const plan = useSuccessorPlan(snapshotId, true);
  const make = useMakeSuccessor(snapshotId);
  const [password, setPassword] = useState('');
  const [meaning, setMeaning] = useState<string>(t('successorMeaning'));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ password, meaning: meaning.trim() }, { onSuccess: (made) => { toast(t('successorMade')); router.push(`/snapshots/${made.id}`); }, onSettled: () => setPassword('') });
  };
  if (plan.error) return <ProblemNote error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <RowSkeletons rows={3} />;
  const { leaving, lesions, patients, hindrance } = plan.data;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{t('successorWhy', { leaving: leaving.length, lesions, patients })}</Text>
        <Text size="xs" className="mono">{leaving.map(({ lesion }) => lesion).join(' ')}</Text>
        {hindrance ? <Text size="sm" c="var(--ec-blocked)">{hindrance}</Text> : null}
        <Textarea autosize label={t('meaning')} required minLength={3} maxLength={300} value={meaning} onChange={(event) => setMeaning(event.currentTarget.value)} />
        <PasswordInput label={t('password')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus />
        {make.error ? <ProblemNote error={make.error} /> : null}
        <Button type="submit" disabled={password === '' || meaning.trim().length < 3 || hindrance !== null} loading={make.isPending}>{t('successorSign')}</Button>
      </Stack>
    </form>
  );
}
