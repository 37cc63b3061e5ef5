'use client';
import type { WithdrawalView } from '@echocohort/contracts';
import { Button, Group, Modal, PasswordInput, Stack, Text, Textarea } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { useMakeSuccessor, useSuccessorPlan, useWithdrawals } from './withdrawals.request.ts';

/** Patients who withdrew and are still in a locked snapshot: which snapshots, which models, and the step that succeeds them. */
export function WithdrawalsBox() {
  const t = useWords(releaseWords);
  const { may } = useMe();
  const { data } = useWithdrawals();
  const [succeeding, setSucceeding] = useState<string | null>(null);
  const concerned = (data?.items ?? []).filter(({ snapshots }) => snapshots.length > 0);
  if (concerned.length === 0) return null;
  return (
    <PanelBox title={t('withdrawals')}>
      <Stack gap="sm">{concerned.map((item) => <WithdrawalRow key={item.subjectId} item={item} onSucceed={may('cohort.lock') ? setSucceeding : null} />)}</Stack>
      <Modal opened={succeeding !== null} onClose={() => setSucceeding(null)} title={t('successor')}>{succeeding ? <SuccessorForm snapshotId={succeeding} /> : null}</Modal>
    </PanelBox>
  );
}

function WithdrawalRow({ item, onSucceed }: { readonly item: WithdrawalView; readonly onSucceed: ((snapshotId: string) => void) | null }) {
  const t = useWords(releaseWords);
  return (
    <div>
      <Text size="sm"><strong>{item.subject}</strong> · {item.lesions.join(', ')} · <Moment at={item.withdrawnAt} /></Text>
      {item.snapshots.map((snapshot) => (
        <Group key={snapshot.id} gap="sm">
          <Text size="sm">{t('inSnapshot')} <Link href={`/snapshots/${snapshot.id}`}>{snapshot.cohortName}</Link> · {t('modelsOf', { n: item.models.filter(({ snapshotId }) => snapshotId === snapshot.id).length })}</Text>
          {snapshot.succeededBy ? <Link href={`/snapshots/${snapshot.succeededBy}`}>{t('toSuccessor')}</Link> : onSucceed ? <Button size="compact-xs" variant="default" onClick={() => onSucceed(snapshot.id)}>{t('successor')}</Button> : null}
        </Group>
      ))}
    </div>
  );
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
  if (plan.error) return <ProblemNote error={plan.error} />;
  const { leaving = [], lesions = 0, patients = 0, hindrance = null } = plan.data ?? {};
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
