'use client';
import type { ReleaseView } from '@echocohort/contracts';
import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { AgreementLine } from './agreement-text.tsx';
import { agreementWords } from './agreement.words.ts';
import { useAgreements } from './agreements.request.ts';
import { contractBeside } from './contract-beside.ts';
import { useCreateRelease, useReleaseCandidates, useReleases, useWithdrawReleases } from './releases.request.ts';
import { releaseWords } from './release.words.ts';

/** To whom the snapshot was released, until when and under which agreement; all of it can be taken back in one act. */
export function ReleasesBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const { may } = useMe();
  const { data, error, refetch } = useReleases(snapshotId);
  const [asking, setAsking] = useState<'release' | { readonly id: string | null } | null>(null);
  const close = () => setAsking(null);
  const live = data?.items.some(({ status }) => status === 'active') ?? false;
  const acts = may('cohort.lock') ? (
    <Group gap="xs">
      {data?.withdrawnAt ? null : <Button variant="subtle" color="red" onClick={() => setAsking({ id: null })}>{t('takeBack')}</Button>}
      <Button variant="default" onClick={() => setAsking('release')}>{t('release')}</Button>
    </Group>
  ) : null;
  return (
    <PanelBox title={t('releases')} aside={acts}>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : (
        <Stack gap="xs">
          {data.withdrawnAt ? <Alert p="xs" color="red" variant="light">{t('takenBack')} <Moment at={data.withdrawnAt} /> · {data.withdrawReason}</Alert> : null}
          {data.items.length === 0 ? <Text size="sm" c="dimmed">{t('noReleases')}</Text> : data.items.map((item) => <ReleaseRow key={item.id} item={item} onWithdraw={may('cohort.lock') ? () => setAsking({ id: item.id }) : null} />)}
          {live || data.withdrawnAt ? null : <Text size="xs" c="dimmed">{t('insiders')}</Text>}
        </Stack>
      )}
      <Modal opened={asking === 'release'} onClose={close} title={t('release')}><ReleaseForm snapshotId={snapshotId} onDone={close} /></Modal>
      <Modal opened={asking !== null && asking !== 'release'} onClose={close} title={t('takeBack')}>{asking !== null && asking !== 'release' ? <TakeBackForm snapshotId={snapshotId} releaseId={asking.id} onDone={close} /> : null}</Modal>
    </PanelBox>
  );
}

function ReleaseRow({ item, onWithdraw }: { readonly item: ReleaseView; readonly onWithdraw: (() => void) | null }) {
  const t = useWords(releaseWords);
  const a = useWords(agreementWords);
  const local = useLocal();
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm"><strong>{item.person}</strong> · {[contractBeside(item.agreement, item.document), item.document ? `${local(item.document.title)}, ${a('version', { version: item.document.version })}` : null].filter((part) => part !== null).join(' · ')}</Text>
        <Text size="xs" c="dimmed">{t('until')} <Moment at={item.expiresAt} />{item.withdrawReason ? ` · ${item.withdrawReason}` : ''}</Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <StateChip state={item.status} />
        {item.status === 'active' && onWithdraw ? <Button size="compact-xs" variant="subtle" color="red" onClick={onWithdraw}>{t('withdraw')}</Button> : null}
      </Group>
    </Group>
  );
}

function ReleaseForm({ snapshotId, onDone }: { readonly snapshotId: string; readonly onDone: () => void }) {
  const t = useWords(releaseWords);
  const toast = useToast();
  const a = useWords(agreementWords);
  const inForce = useAgreements().data?.items[0];
  const candidates = useReleaseCandidates(snapshotId, true);
  const create = useCreateRelease(snapshotId);
  const [personId, setPersonId] = useState<string | null>(null);
  const [agreement, setAgreement] = useState('');
  const [days, setDays] = useState(180);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (personId) create.mutate({ personId, agreement: agreement.trim() === '' ? undefined : agreement.trim(), days }, { onSuccess: () => { toast(t('released')); onDone(); } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Select label={t('person')} searchable required data={(candidates.data?.items ?? []).map((person) => ({ value: person.personId, label: person.name }))} value={personId} onChange={setPersonId} />
        {inForce ? <Text size="sm">{t('agreement')}: <AgreementLine name={inForce} /></Text> : null}
        <TextInput label={a('besides')} minLength={3} maxLength={300} value={agreement} onChange={(event) => setAgreement(event.currentTarget.value)} />
        <NumberInput label={t('days')} min={1} max={1095} value={days} onChange={(next) => setDays(Number(next) || 1)} />
        {create.error ? <ProblemNote error={create.error} /> : null}
        <Button type="submit" disabled={personId === null || (agreement.trim() !== '' && agreement.trim().length < 3)} loading={create.isPending}>{t('release')}</Button>
      </Stack>
    </form>
  );
}

function TakeBackForm({ snapshotId, releaseId, onDone }: { readonly snapshotId: string; readonly releaseId: string | null; readonly onDone: () => void }) {
  const t = useWords(releaseWords);
  const toast = useToast();
  const withdraw = useWithdrawReleases(snapshotId);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withdraw.mutate({ reason: reason.trim(), releaseId }, { onSuccess: () => { toast(t('withdrawn')); onDone(); } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{releaseId === null ? t('takeBackWhy') : t('withdrawWhy')}</Text>
        <TextInput label={t('reason')} required minLength={3} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
        {withdraw.error ? <ProblemNote error={withdraw.error} /> : null}
        <Button type="submit" color="red" disabled={reason.trim().length < 3} loading={withdraw.isPending}>{t('takeBack')}</Button>
      </Stack>
    </form>
  );
}
