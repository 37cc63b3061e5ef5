'use client';
import { Button, Stack } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { EmptyState } from '../../../components/data/empty-state.tsx';
import { PageTitle } from '../../../components/data/page-title.tsx';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../../components/data/row-skeletons.tsx';
import { useAddress } from '../../../components/data/use-address.ts';
import { useMe } from '../../../components/session/me-context.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../runs.module.css';
import { DryRunPanel } from './dry-run-panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useSnapshotChoices } from './start.request.ts';
import { startWords } from './start.words.ts';
import { draftFromAddress, readDraft } from './training-wish.ts';

const FOLDS = 5;
const foldsIn = (text: string | null): number | null => (text !== null && /^(\d|1\d|20)$/.test(text) && Number(text) >= 2 ? Number(text) : null);

/** Everything that a training needs from a person, with a timed trial before it starts. */
export function StartScreen() {
  const t = useWords(startWords);
  const { may } = useMe();
  const { data, error, refetch } = useSnapshotChoices();
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        <Button variant="default" component={Link} href="/runs" leftSection={<IconArrowLeft size={15} />}>{t('back')}</Button>
      </PageTitle>
      {!may('run.start') ? <EmptyState title={t('noRight')} /> : error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={5} height={60} /> : data.items.length === 0
        ? <PanelBox><EmptyState title={t('noSnapshot')}>{t('noSnapshotWhy')} <Link href="/cohorts">{t('toCohorts')}</Link></EmptyState></PanelBox>
        : <StartForm snapshots={data.items.map(({ id, cohortName, root }) => ({ value: id, label: `${cohortName} · ${root.slice(0, 16)}` }))} />}
    </>
  );
}

function StartForm({ snapshots }: { readonly snapshots: readonly { readonly value: string; readonly label: string }[] }) {
  const address = useAddress();
  const wanted = address.get('snapshot');
  const [snapshotId, setSnapshotId] = useState<string | null>(() => (snapshots.length === 1 ? (snapshots[0]?.value ?? null) : (snapshots.find(({ value }) => value === wanted)?.value ?? null)));
  const [draft, setDraft] = useState(() => draftFromAddress(address.get));
  const [folds, setFolds] = useState<number | null>(() => foldsIn(address.get('folds')));
  const read = readDraft(draft);
  return (
    <div className={styles.start}>
      <SettingsForm snapshots={snapshots} snapshotId={snapshotId} onSnapshot={setSnapshotId} draft={draft} wrong={read.ok ? [] : read.wrong} onDraft={setDraft} folds={folds} usualFolds={FOLDS} onFolds={setFolds} />
      <Stack gap="md"><DryRunPanel wish={read.ok && snapshotId !== null ? { snapshotId, config: read.config, folds } : null} why={read.ok ? 'chooseFirst' : 'mendFirst'} /></Stack>
    </div>
  );
}
