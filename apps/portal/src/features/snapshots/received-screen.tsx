'use client';
import { releaseRoutes, urlOf } from '@echocohort/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementLine } from './agreement-text.tsx';
import { contractBeside } from './contract-beside.ts';
import { DownloadDialog, type Taken } from './download-dialog.tsx';
import { releaseWords } from './release.words.ts';
import { useReceivedReleases } from './releases.request.ts';
import { TokensBox } from './tokens-box.tsx';

/** Snapshots that were released to oneself: what, under which agreement, until when, and how a program reads it. */
export function ReceivedScreen() {
  const t = useWords(releaseWords);
  const { data, error, refetch } = useReceivedReleases();
  const [taken, setTaken] = useState<Taken | null>(null);
  return (
    <>
      <PageTitle title={t('received')} />
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={4} height={60} /> : data.items.length === 0 ? <EmptyState title={t('nothingReceived')}>{t('nothingReceivedWhy')}</EmptyState> : (
        <Stack gap="md" maw={900}>
          {data.items.map((item) => (
            <PanelBox key={item.snapshotId} title={item.cohortName} aside={<Button variant="default" onClick={() => setTaken({ href: urlOf('', releaseRoutes.snapshotZip, { params: { snapshotId: item.snapshotId } }), name: `${item.root.slice(0, 12)}.zip`, agreement: contractBeside(item.agreement, item.document), sizeBytes: null, sha256: null, snapshotId: item.snapshotId })} leftSection={<IconDownload size={15} />}>{t('downloadZip')}</Button>}>
              <Group gap="lg" mb="sm"><Text size="sm">{t('root')} <Digest value={item.root} /></Text><Text size="sm">{item.document ? <AgreementLine name={item.document} /> : null}{contractBeside(item.agreement, item.document) === null ? '' : ` · ${item.agreement}`}</Text><Text size="sm" c="dimmed">{t('until')} <Moment at={item.expiresAt} /></Text></Group>
              <TokensBox snapshotId={item.snapshotId} />
            </PanelBox>
          ))}
        </Stack>
      )}
      <DownloadDialog taken={taken} onClose={() => setTaken(null)} />
    </>
  );
}
