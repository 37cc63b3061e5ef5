'use client';
import type { RunView } from '@echocohort/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useSnapshotRuns } from './snapshot-runs.request.ts';
import { snapshotsWords } from './snapshots.words.ts';

/** Models that were made from the snapshot, and the way to train another. */
export function ModelsBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(snapshotsWords);
  const { may } = useMe();
  const { data, error, refetch } = useSnapshotRuns(snapshotId, true);
  return (
    <PanelBox title={t('models')} aside={may('run.start') ? <Button component={Link} href={`/runs/new?snapshot=${snapshotId}`} leftSection={<IconPlayerPlay size={15} />}>{t('train')}</Button> : null}>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('noModels')}</Text> : (
        <Stack gap="sm">{data.map((run) => <RunRow key={run.id} run={run} />)}</Stack>
      )}
    </PanelBox>
  );
}

function RunRow({ run }: { readonly run: RunView }) {
  const t = useWords(snapshotsWords);
  const external = run.metrics.find((metrics) => metrics.set === 'external_validation');
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" component="span"><Link href={`/runs/${run.id}`}>Model-{run.config.model} · {run.config.width} · {run.config.imageSize}²</Link>{run.crossValidation ? <> · <Link href={`/cross-validations/${run.crossValidation.id}`}>{t('fold', { fold: run.crossValidation.fold, of: run.crossValidation.of })}</Link></> : null}</Text>
      {external ? <Text size="sm">{t('auc')} {intervalText(external.auc, external.lower, external.upper)}</Text> : null}
      <StateChip state={run.status} />
      <Text size="xs" c="dimmed" component="div">{run.modelDigest ? <Digest value={run.modelDigest} ends={4} /> : t('notRegistered')} · <Moment at={run.startedAt} /></Text>
    </Group>
  );
}
