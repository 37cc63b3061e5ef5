'use client';
import type { SnapshotView } from '@echocohort/contracts';
import { Button, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AgreementBox } from './agreement-box.tsx';
import { useSnapshots } from './list-snapshots.request.ts';
import { WithdrawalsBox } from './withdrawals-box.tsx';
import styles from './snapshots.module.css';
import { snapshotsWords } from './snapshots.words.ts';

const patientsOf = (row: SnapshotView): number => row.sets.reduce((sum, set) => sum + set.patients, 0);
const lesionsOf = (row: SnapshotView): number => row.sets.reduce((sum, set) => sum + set.lesions, 0);

export function SnapshotsScreen() {
  const t = useWords(snapshotsWords);
  const { data, error, refetch } = useSnapshots();
  const columns: readonly Column<SnapshotView>[] = [
    { key: 'cohort', head: t('cohort'), width: 'minmax(180px, 1fr)', cell: (row) => <Link href={`/snapshots/${row.id}`}>{row.cohortName}</Link>, value: (row) => row.cohortName },
    { key: 'root', head: t('root'), width: '190px', cell: (row) => <Digest value={row.root} /> },
    { key: 'lesions', head: t('lesions'), width: '90px', numeric: true, cell: lesionsOf, value: lesionsOf },
    { key: 'patients', head: t('patients'), width: '90px', numeric: true, cell: patientsOf, value: patientsOf },
    { key: 'size', head: t('size'), width: '100px', numeric: true, cell: (row) => sizeText(row.bytes), value: (row) => row.bytes },
    { key: 'external', head: t('external'), width: '170px', cell: (row) => (row.externalOutcomes.sealed ? <StateChip state="sealed" /> : row.externalOutcomes.openedAt ? <StateChip state="opened" /> : <Text size="sm" c="dimmed">{t('noneExternal')}</Text>), value: (row) => (row.externalOutcomes.sealed ? 1 : row.externalOutcomes.openedAt ? 2 : 3) },
    { key: 'locked', head: t('lockedAt'), width: '170px', cell: (row) => <Moment at={row.lockedAt} />, value: (row) => row.lockedAt },
  ];
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length }) : t('loading')}>
        {data && data.items.length > 1 ? <Button variant="default" component={Link} href="/snapshots/compare" leftSection={<IconGitCompare size={15} />}>{t('compare')}</Button> : null}
      </PageTitle>
      <div className={styles.above}><AgreementBox /><WithdrawalsBox /></div>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={data.items} rowKey={(row) => row.id} height="calc(100dvh - 140px)" rowHeight={40} empty={<EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}
