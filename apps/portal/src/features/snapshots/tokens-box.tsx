'use client';
import { Alert, Button, Code, CopyButton, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementLine } from './agreement-text.tsx';
import { agreementWords } from './agreement.words.ts';
import { useAgreements } from './agreements.request.ts';
import { programLines } from './program-lines.ts';
import { releaseWords } from './release.words.ts';
import { useCreateSnapshotToken, useRevokeSnapshotToken, useSnapshotTokens } from './snapshot-tokens.request.ts';

/** Read-only tokens of one snapshot, for R, Python and other programs. */
export function TokensBox({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const a = useWords(agreementWords);
  const toast = useToast();
  const { data, error, refetch } = useSnapshotTokens(snapshotId);
  const revoke = useRevokeSnapshotToken(snapshotId);
  return (
    <PanelBox title={t('tokens')}>
      <Stack gap="xs">
        <NewToken snapshotId={snapshotId} />
        {revoke.error ? <ProblemNote error={revoke.error} /> : null}
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={2} /> : data.items.map((item) => (
          <Group key={item.id} justify="space-between" gap="sm" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text size="sm"><strong>{item.name}</strong> · {item.person}</Text>
              <Text size="xs" c="dimmed">{t('until')} <Moment at={item.expiresAt} /> · {item.lastUsedAt ? <>{t('lastUsed')} <Moment at={item.lastUsedAt} /></> : t('neverUsed')}{item.document ? <> · {a('version', { version: item.document.version })}</> : null}</Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              <StateChip state={item.status} />
              {item.status === 'active' ? <Button size="compact-xs" variant="subtle" color="red" onClick={() => revoke.mutate(item.id, { onSuccess: () => toast(t('tokenRevoked')) })}>{t('revoke')}</Button> : null}
            </Group>
          </Group>
        ))}
      </Stack>
    </PanelBox>
  );
}

function NewToken({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(releaseWords);
  const a = useWords(agreementWords);
  const create = useCreateSnapshotToken(snapshotId);
  const [name, setName] = useState('');
  const [days, setDays] = useState(30);
  const inForce = useAgreements().data?.items[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), days, agreementDigest: inForce?.digest }, { onSuccess: () => setName('') });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput size="xs" label={t('tokenName')} required maxLength={80} style={{ flex: 1 }} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NumberInput size="xs" w={80} label={t('days')} min={1} max={365} value={days} onChange={(next) => setDays(Number(next) || 1)} />
        <Button type="submit" variant="default" disabled={name.trim() === ''} loading={create.isPending}>{t('newToken')}</Button>
      </Group>
      {inForce ? <Text size="xs" c="dimmed" mt={4}>{a('tokenAsking')} <AgreementLine name={inForce} /></Text> : null}
      {create.error ? <ProblemNote error={create.error} /> : null}
      {create.data ? (
        <Alert mt="sm" p="xs" color="accent" title={t('shownOnce')}>
          <Group gap="sm" wrap="nowrap">
            <Code data-testid="token" style={{ overflowWrap: 'anywhere' }}>{create.data.token}</Code>
            <CopyButton value={create.data.token}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? t('copied') : t('copy')}</Button>}</CopyButton>
          </Group>
          <Text size="xs" mt={6}>{t('tokenUse')}</Text>
          <Code block fz={11}>{programLines(window.location.origin, snapshotId).join('\n')}</Code>
        </Alert>
      ) : null}
    </form>
  );
}
