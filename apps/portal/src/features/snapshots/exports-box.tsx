'use client';
import { cohortRoutes, exportView, urlOf, type SnapshotView } from '@echocohort/contracts';
import { Autocomplete, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconDownload, IconPackageExport } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { durationText, sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementLine, AgreementText } from './agreement-text.tsx';
import { useAgreements } from './agreements.request.ts';
import { DownloadDialog, type Taken } from './download-dialog.tsx';
import { jobSecondsLeft } from './download-state.ts';
import { downloadWords } from './download.words.ts';
import { LedgerList } from './ledger-list.tsx';
import { useExports } from './list-exports.request.ts';
import { useReleases } from './releases.request.ts';
import { useRequestExport } from './request-export.request.ts';
import { snapshotsWords } from './snapshots.words.ts';

type Export = z.output<typeof exportView>;

/** Exports of the snapshot: made by a job, found again later, taken under an agreement, with the ledger of who took what. */
export function ExportsBox({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(snapshotsWords);
  const { data, error, refetch, dataUpdatedAt } = useExports(snapshot.id, true);
  const [asking, setAsking] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const take = (item: Export) => setTaken({
    href: urlOf('', cohortRoutes.downloadExport, { params: { exportId: item.id } }), name: `${snapshot.root.slice(0, 12)}.zip`, agreement: item.agreement, sizeBytes: item.sizeBytes, sha256: item.sha256, snapshotId: snapshot.id,
  });
  return (
    <PanelBox title={t('exports')} aside={<Button variant="default" leftSection={<IconPackageExport size={15} />} onClick={() => setAsking(true)}>{t('makeExport')}</Button>}>
      <Stack gap="md">
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : data.items.length === 0 ? <Text size="sm" c="dimmed">{t('noExports')}</Text> : data.items.map((item) => <ExportRow key={item.id} item={item} readAt={dataUpdatedAt} onTake={() => take(item)} />)}
        <LedgerList snapshotId={snapshot.id} />
      </Stack>
      <RequestDialog snapshotId={snapshot.id} open={asking} onClose={() => setAsking(false)} />
      <DownloadDialog taken={taken} onClose={() => setTaken(null)} />
    </PanelBox>
  );
}

function ExportRow({ item, readAt, onTake }: { readonly item: Export; readonly readAt: number; readonly onTake: () => void }) {
  const t = useWords(snapshotsWords);
  const d = useWords(downloadWords);
  return (
    <div data-export={item.status}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="sm"><StateChip state={item.status} /><Text size="xs" c="dimmed"><Moment at={item.requestedAt} /> · {d('askedBy', { person: item.requestedBy })}</Text></Group>
          <Text size="xs" c="dimmed">{item.document ? <AgreementLine name={item.document} /> : null}{item.agreement ? ` · ${item.agreement}` : ''}</Text>
        </div>
        {item.status === 'finished' ? <Button variant="default" style={{ flex: 'none' }} onClick={onTake} leftSection={<IconDownload size={15} />}>{t('download', { size: item.sizeBytes === null ? '' : sizeText(item.sizeBytes) })}</Button> : null}
      </Group>
      {item.status === 'running' || item.status === 'queued' ? <Making item={item} readAt={readAt} /> : null}
      {item.sha256 ? <Text size="xs" c="dimmed">SHA-256 <Digest value={item.sha256} /></Text> : null}
      {item.error ? <Text size="sm" c="var(--ec-blocked)">{item.error}</Text> : null}
    </div>
  );
}

function Making({ item, readAt }: { readonly item: Export; readonly readAt: number }) {
  const d = useWords(downloadWords);
  const percent = Math.round(item.progress * 100);
  const left = jobSecondsLeft(item.progress, item.requestedAt, readAt);
  const words = item.status === 'queued' ? d('waiting') : left === null ? d('making', { percent }) : d('makingLeft', { percent, left: durationText(left) });
  return <Group gap="sm" mt={6} wrap="nowrap"><Progress value={percent} style={{ flex: 1 }} aria-label={words} /><Text size="xs" role="status">{words}</Text></Group>;
}

function RequestDialog({ snapshotId, open, onClose }: { readonly snapshotId: string; readonly open: boolean; readonly onClose: () => void }) {
  const t = useWords(snapshotsWords);
  const d = useWords(downloadWords);
  const toast = useToast();
  const releases = useReleases(snapshotId);
  const request = useRequestExport(snapshotId);
  const [agreement, setAgreement] = useState('');
  const inForce = useAgreements().data?.items[0];
  const known = [...new Set((releases.data?.items ?? []).map((release) => release.agreement))];
  const short = agreement.trim().length > 0 && agreement.trim().length < 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate({ agreement: agreement.trim() === '' ? null : agreement.trim(), agreementDigest: inForce?.digest }, { onSuccess: () => { toast(t('requested')); onClose(); } });
  };
  return (
    <Modal opened={open} onClose={onClose} title={d('requestTitle')} size={560}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{d('requestWhy')}</Text>
          <Autocomplete label={d('requestUnder')} description={d('agreementWhy')} maxLength={300} data={known} value={agreement} onChange={setAgreement} data-autofocus />
          {inForce ? <div><Text size="xs" c="dimmed">{d('byAsking')}</Text><AgreementText agreement={inForce} /></div> : null}
          {request.error ? <ProblemNote error={request.error} /> : null}
          <Button type="submit" disabled={short} loading={request.isPending}>{d('request')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
