'use client';
import { cohortRoutes, exportView, urlOf } from '@echocohort/contracts';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload, IconPackageExport } from '@tabler/icons-react';
import type { z } from 'zod';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useExports } from './list-exports.request.ts';
import { useRequestExport } from './request-export.request.ts';
import { snapshotsWords } from './snapshots.words.ts';

type Export = z.output<typeof exportView>;

/** Exports of the snapshot: made by a job, found again later, downloaded with every download on record. */
export function ExportsBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(snapshotsWords);
  const toast = useToast();
  const { data, error, refetch } = useExports(snapshotId, true);
  const request = useRequestExport(snapshotId);
  return (
    <PanelBox title={t('exports')} aside={<Button leftSection={<IconPackageExport size={15} />} loading={request.isPending} onClick={() => request.mutate(undefined, { onSuccess: () => toast(t('requested')) })}>{t('makeExport')}</Button>}>
      <Stack gap="md">
        {request.error ? <ProblemNote error={request.error} /> : null}
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : data.items.length === 0 ? <Text size="sm" c="dimmed">{t('noExports')}</Text> : data.items.map((item) => <ExportRow key={item.id} item={item} />)}
      </Stack>
    </PanelBox>
  );
}

function ExportRow({ item }: { readonly item: Export }) {
  const t = useWords(snapshotsWords);
  const underWay = item.status === 'queued' || item.status === 'running';
  return (
    <div>
      <Group justify="space-between" gap="sm">
        <Group gap="sm"><StateChip state={item.status} /><Text size="xs" c="dimmed"><Moment at={item.requestedAt} /></Text></Group>
        {item.status === 'finished' ? <Button variant="default" component="a" href={urlOf('', cohortRoutes.downloadExport, { params: { exportId: item.id } })} download leftSection={<IconDownload size={15} />}>{t('download', { size: item.sizeBytes === null ? '' : sizeText(item.sizeBytes) })}</Button> : null}
      </Group>
      {underWay ? <Group gap="sm" mt={6} wrap="nowrap"><Progress value={item.progress * 100} style={{ flex: 1 }} /><Text size="xs">{Math.round(item.progress * 100)} %</Text></Group> : null}
      {item.sha256 ? <Text size="xs" c="dimmed">SHA-256 <Digest value={item.sha256} /></Text> : null}
      {item.error ? <Text size="sm" c="var(--ec-blocked)">{item.error}</Text> : null}
    </div>
  );
}
