'use client';
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useCancelRun } from './cancel-run.request.ts';
import { runsWords } from './runs.words.ts';

/** Stopping asks for the reason, which goes on record. */
export function CancelRun({ runId }: { readonly runId: string }) {
  const t = useWords(runsWords);
  const toast = useToast();
  const cancel = useCancelRun(runId);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    cancel.mutate(reason.trim(), { onSuccess: () => { setAsking(false); toast(t('cancelled')); } });
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{t('cancel')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('cancel')}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput label={t('cancelWhy')} required minLength={3} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
            {cancel.error ? <ProblemNote error={cancel.error} /> : null}
            <Button type="submit" disabled={reason.trim().length < 3} loading={cancel.isPending}>{t('cancel')}</Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
