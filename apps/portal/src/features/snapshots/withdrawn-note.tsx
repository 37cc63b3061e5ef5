'use client';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { Digest } from '../../components/data/digest.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import { SuccessorDialog } from './successor-dialog.tsx';
import { useWithdrawals } from './withdrawals.request.ts';

/** On a snapshot's page: who in it withdrew since the lock, which models learned from them, and the snapshot that succeeds it. */
export function WithdrawnNote({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const { may } = useMe();
  const { data } = useWithdrawals();
  const [asking, setAsking] = useState(false);
  const concerned = (data?.items ?? []).filter(({ snapshots }) => snapshots.some(({ id }) => id === snapshotId));
  if (concerned.length === 0) return null;
  const successor = concerned.flatMap(({ snapshots }) => snapshots).find(({ id, succeededBy }) => id === snapshotId && succeededBy !== null)?.succeededBy ?? null;
  const models = new Map(concerned.flatMap((item) => item.models.filter((model) => model.snapshotId === snapshotId)).map((model) => [model.runId, model.digest]));
  return (
    <Alert mb="md" p="sm" color="yellow" variant="light" icon={<IconUserMinus size={16} />} data-testid="withdrawn-note">
      <Group justify="space-between" gap="sm">
        <Text size="sm" component="div">
          {t('withdrewAfter', { n: concerned.length })} <strong>{concerned.map(({ subject }) => subject).join(', ')}</strong> · {models.size === 0 ? t('noModels') : t('modelsOf', { n: models.size })}
          {[...models].map(([runId, digest]) => <span key={runId}> · <Link href={`/runs/${runId}`}>{t('stepModel')}</Link> <Digest value={digest} ends={4} /></span>)}
        </Text>
        {successor ? <Text size="sm" component="div">{t('succeededBy')} <Link href={`/snapshots/${successor}`}>{t('toSuccessor')}</Link></Text> : may('cohort.lock') ? <Button variant="default" onClick={() => setAsking(true)}>{t('successor')}</Button> : null}
      </Group>
      <SuccessorDialog snapshotId={asking ? snapshotId : null} onClose={() => setAsking(false)} />
    </Alert>
  );
}
