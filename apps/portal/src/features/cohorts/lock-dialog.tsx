'use client';
import type { CohortView } from '@echocohort/contracts';
import { Button, Group, Modal, PasswordInput, Stack, Text, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';
import { useLockCohort } from './lock-cohort.request.ts';

interface LockDialogProps {
  readonly cohort: CohortView;
  readonly digest: string;
  readonly counts: { readonly lesions: number; readonly patients: number };
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The electronic signature: password again, what it means, and the digest that it covers. */
export function LockDialog({ cohort, digest, counts, open, onClose }: LockDialogProps) {
  const t = useWords(cohortsWords);
  const router = useRouter();
  const toast = useToast();
  const [password, setPassword] = useState('');
  const [meaning, setMeaning] = useState<string>(t('meaning_final'));
  const lock = useLockCohort(cohort);
  const sign = (event: FormEvent) => {
    event.preventDefault();
    lock.mutate({ password, meaning: meaning.trim(), digest }, { onSuccess: (snapshot) => { toast(t('locked')); router.push(`/snapshots/${snapshot.id}`); }, onSettled: () => setPassword('') });
  };
  return (
    <Modal opened={open} onClose={onClose} title={t('lockTitle')} size={520}>
      <form onSubmit={sign}>
        <Stack gap="md">
          <Text size="sm">{t('lockWhy')}</Text>
          <Text size="sm" fw={600}>{t('whatIsSigned', { name: cohort.name, ...counts, sets: (cohort.split?.sets ?? []).map((set) => `${t(set.set)} ${set.lesions}`).join(', '), seed: cohort.split?.seed ?? '–' })}</Text>
          <Text size="sm">{t('digest')}: <Digest value={digest} ends={12} /></Text>
          <Textarea size="sm" autosize label={t('meaning')} required minLength={3} maxLength={300} value={meaning} onChange={(event) => setMeaning(event.currentTarget.value)} />
          <PasswordInput label={t('password')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus />
          {lock.error ? <ProblemNote error={lock.error} /> : null}
          <Group gap="sm">
            <Button type="submit" disabled={password === '' || meaning.trim().length < 3} loading={lock.isPending}>{t('lock')}</Button>
            <Button variant="subtle" color="gray" onClick={onClose}>{t('cancel')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
