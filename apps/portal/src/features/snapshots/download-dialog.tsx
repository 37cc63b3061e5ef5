'use client';
import type { AgreementView } from '@echocohort/contracts';
import { Alert, Button, Checkbox, Group, Modal, Progress, Stack, Text, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { durationText, sizeText } from '../../components/data/figures.ts';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementText } from './agreement-text.tsx';
import { useAcceptAgreement, useAgreements } from './agreements.request.ts';
import { secondsLeft, type DownloadState } from './download-state.ts';
import { downloadWords } from './download.words.ts';
import { canSave, useSavedDownload } from './saved-download.ts';
import styles from './snapshots.module.css';

/** Something that is taken away under an agreement. */
export interface Taken {
  readonly href: string;
  readonly name: string;
  /** Another contract that holds beside the agreement of the study, in the words of who released or asked; null when none was named. */
  readonly agreement: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** The snapshot whose ledger will name it. */
  readonly snapshotId: string;
}

const LEDGER_DELAY_MS = 1_500;

/** Before anything is taken: what it is, under which agreement, who takes it. The API keeps the same on record. */
export function DownloadDialog({ taken, onClose }: { readonly taken: Taken | null; readonly onClose: () => void }) {
  const t = useWords(downloadWords);
  return <Modal opened={taken !== null} onClose={onClose} title={t('takeTitle')} size={560}>{taken ? <Agreement taken={taken} /> : null}</Modal>;
}

function Agreement({ taken }: { readonly taken: Taken }) {
  const t = useWords(downloadWords);
  const { me } = useMe();
  const client = useQueryClient();
  const agreements = useAgreements();
  const accept = useAcceptAgreement();
  const inForce = agreements.data?.items[0];
  // Ticking is agreeing: the server keeps it, and gives nothing to who did not.
  const agreed = accept.isSuccess;
  const [ticked, setTicked] = useState(false);
  const agree = (version: AgreementView | undefined) => {
    if (version === undefined) return;
    setTicked(true);
    accept.mutate(version, { onError: () => setTicked(false) });
  };
  const [at] = useState(() => new Date().toISOString());
  const saved = useSavedDownload(taken.href, taken.name, taken.sha256);
  const label = taken.sizeBytes === null ? t('download') : t('downloadSize', { size: sizeText(taken.sizeBytes) });
  // The line of the ledger is written when the first byte leaves, so it is read a moment later.
  const noted = () => setTimeout(() => void client.invalidateQueries({ queryKey: ['export-ledger', taken.snapshotId] }), LEDGER_DELAY_MS);
  return (
    <Stack gap="md">
      <blockquote className={styles.agreement} data-testid="agreement">
        <Text size="xs" c="dimmed">{t('agreement')}</Text>
        {agreements.error ? <ProblemNote error={agreements.error} onRetry={() => void agreements.refetch()} /> : inForce ? <AgreementText agreement={inForce} /> : <RowSkeletons rows={3} />}
        {taken.agreement === null ? null : <Text size="sm" mt={6}>{t('besides')} <strong>{taken.agreement}</strong></Text>}
      </blockquote>
      <dl className={styles.facts}>
        <dt>{t('takenBy')}</dt><dd>{me.person.name}</dd>
        <dt>{t('takenAt')}</dt><dd>{at.slice(0, 16).replace('T', ' ')} UTC</dd>
        <dt>{t('what')}</dt><dd>{taken.name}{taken.sha256 ? <> · SHA-256 <Digest value={taken.sha256} /></> : null}</dd>
      </dl>
      <Checkbox label={t('consent')} checked={ticked} disabled={!inForce || ticked} onChange={() => agree(inForce)} data-autofocus />
      {accept.error ? <ProblemNote error={accept.error} /> : null}
      <Group gap="sm">
        <Tooltip label={t('consentFirst')} disabled={agreed}>
          {agreed ? <Button component="a" href={taken.href} download leftSection={<IconDownload size={15} />} onClick={noted}>{label}</Button> : <Button disabled leftSection={<IconDownload size={15} />}>{label}</Button>}
        </Tooltip>
        {canSave() && saved.state.phase === 'idle' ? <Button variant="default" disabled={!agreed} onClick={() => { saved.start(); noted(); }}>{t('saveShown')}</Button> : null}
      </Group>
      <Saving state={saved.state} onPause={saved.pause} onGoOn={saved.goOn} />
      <Text size="xs" c="dimmed">{t('resumeWhy')}</Text>
    </Stack>
  );
}

function Saving({ state, onPause, onGoOn }: { readonly state: DownloadState; readonly onPause: () => void; readonly onGoOn: () => void }) {
  const t = useWords(downloadWords);
  if (state.phase === 'idle') return null;
  const { phase, got, total, perSecond } = state;
  const left = secondsLeft(state);
  const end = phase === 'whole' ? t('whole') : phase === 'whole-unchecked' ? t('wholeUnchecked') : phase === 'differs' ? t('differs') : null;
  if (end !== null) return <Alert p="xs" color={phase === 'differs' ? 'red' : 'teal'} role="status">{end}</Alert>;
  const stopped = phase === 'paused' ? t('paused', { got: sizeText(got) }) : phase === 'broken' ? t('broken', { got: sizeText(got) }) : null;
  return (
    <Stack gap={4}>
      <Group gap="sm" wrap="nowrap">
        <Progress value={total === null ? 0 : (100 * got) / total} style={{ flex: 1 }} aria-label={t('progress', { got: sizeText(got), total: total === null ? '…' : sizeText(total) })} />
        {phase === 'running' ? <Button variant="default" onClick={onPause}>{t('pause')}</Button> : <Button onClick={onGoOn}>{t('goOn')}</Button>}
      </Group>
      <Text size="xs" role="status">{stopped ?? `${t('progress', { got: sizeText(got), total: total === null ? '…' : sizeText(total) })}${left === null ? '' : ` · ${t('rate', { rate: sizeText(perSecond), left: durationText(left) })}`}`}</Text>
    </Stack>
  );
}
