'use client';
import { withdrawalRoutes, type WithdrawalView } from '@echocohort/contracts';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/call.ts';
import { ProblemNote } from '../api/problem-note.tsx';
import { Digest } from '../data/digest.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { withdrawWords } from './withdraw.words.ts';

/** A patient withdraws: asked for a reason, and told which locked snapshots and models hold their data. */
export function WithdrawSubject({ subjectId, onDone }: { readonly subjectId: string; readonly onDone: () => void }) {
  const t = useWords(withdrawWords);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = useMutation({ mutationFn: () => call(withdrawalRoutes.withdrawSubject, { params: { subjectId }, body: { reason: reason.trim() } }) });
  // The page is read anew when the answer was read: a withdrawn case no longer shows this act, nor what it told.
  const close = () => {
    setAsking(false);
    if (withdraw.data) onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withdraw.mutate();
  };
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>{t('withdraw')}</Button>
      <Modal opened={asking} onClose={close} title={t('withdraw')}>
        {withdraw.data ? <Told withdrawal={withdraw.data} /> : (
          <form onSubmit={submit}>
            <Stack gap="md">
              <Text size="sm">{t('why')}</Text>
              <TextInput label={t('reason')} required minLength={3} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
              {withdraw.error ? <ProblemNote error={withdraw.error} /> : null}
              <Button type="submit" color="red" disabled={reason.trim().length < 3} loading={withdraw.isPending}>{t('withdraw')}</Button>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}

function Told({ withdrawal }: { readonly withdrawal: WithdrawalView }) {
  const t = useWords(withdrawWords);
  return (
    <Stack gap="xs">
      <Text size="sm">{t('done', { n: withdrawal.lesions.length })}</Text>
      {withdrawal.snapshots.length === 0 ? <Text size="sm" c="dimmed">{t('inNone')}</Text> : withdrawal.snapshots.map((snapshot) => <Text key={snapshot.id} size="sm">{t('inSnapshot')} {snapshot.cohortName} <Digest value={snapshot.root} /></Text>)}
      {withdrawal.models.map((model) => <Text key={model.runId} size="sm">{t('inModel')} <Digest value={model.digest} /></Text>)}
    </Stack>
  );
}
