'use client';
import type { WithdrawalView } from '@echocohort/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { SuccessorDialog } from './successor-dialog.tsx';
import { useWithdrawals } from './withdrawals.request.ts';

/** Patients who withdrew and are still in a locked snapshot: which snapshots, which models, and the step that succeeds them. */
export function WithdrawalsBox() {
  const t = useWords(releaseWords);
  const { may } = useMe();
  const { data, error, refetch } = useWithdrawals();
  const [succeeding, setSucceeding] = useState<string | null>(null);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const concerned = (data?.items ?? []).filter(({ snapshots }) => snapshots.length > 0);
  if (concerned.length === 0) return null;
  return (
    <PanelBox title={t('withdrawals')}>
      <Stack gap="sm">{concerned.map((item) => <WithdrawalRow key={item.subjectId} item={item} onSucceed={may('cohort.lock') ? setSucceeding : null} />)}</Stack>
      <SuccessorDialog snapshotId={succeeding} onClose={() => setSucceeding(null)} />
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
          <Text size="sm" component="div">{t('inSnapshot')} <Link href={`/snapshots/${snapshot.id}`}>{snapshot.cohortName}</Link> · {t('lesionsOf', { n: snapshot.lesions })} · <Models runs={item.models.filter(({ snapshotId }) => snapshotId === snapshot.id)} /></Text>
          {snapshot.succeededBy ? <Link href={`/snapshots/${snapshot.succeededBy}`}>{t('toSuccessor')}</Link> : onSucceed ? <Button size="compact-xs" variant="default" onClick={() => onSucceed(snapshot.id)}>{t('successor')}</Button> : null}
        </Group>
      ))}
    </div>
  );
}

/** The models that learned from the snapshot, each a link to its run. */
function Models({ runs }: { readonly runs: WithdrawalView['models'] }) {
  const t = useWords(releaseWords);
  if (runs.length === 0) return t('noModels');
  return <>{t('modelsOf', { n: runs.length })}: {runs.map((run) => <span key={run.runId}><Link href={`/runs/${run.runId}`}>{t('stepModel')}</Link> <Digest value={run.digest} ends={4} /> </span>)}</>;
}
