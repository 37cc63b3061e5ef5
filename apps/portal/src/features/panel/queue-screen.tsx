'use client';
import type { PanelQueue } from '@echocohort/contracts-reading';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { usePanelQueue } from './panel-queue.request.ts';
import { panelWords } from './panel.words.ts';

type Waiting = PanelQueue['items'][number];

/** The cases that wait for a verdict. */
export function QueueScreen() {
  const t = useWords(panelWords);
  const { data, error, refetch } = usePanelQueue();
  const columns: readonly Column<Waiting>[] = [
    { key: 'case', head: t('case'), width: '160px', cell: (row) => <Link href={`/panel/${row.caseId}`}>{row.code}</Link>, value: (row) => row.code },
    { key: 'centre', head: t('centre'), width: '90px', cell: (row) => row.centre, value: (row) => row.centre },
    { key: 'since', head: t('since'), width: 'minmax(180px, 1fr)', cell: (row) => <Moment at={row.waitingSince} />, value: (row) => row.waitingSince },
  ];
  const first = data?.items[0];
  return (
    <>
      <PageTitle title={data ? t('queueTitle', { n: data.waiting }) : t('queueLoading')} lead={data ? t('counts', { accepted: data.accepted, queried: data.queried }) : null}>
        {first ? <Button component={Link} href={`/panel/${first.caseId}`} leftSection={<IconPlayerPlay size={15} />}>{t('start')}</Button> : null}
      </PageTitle>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('queueLoading')} columns={columns} rows={data.items} rowKey={(row) => row.caseId} height="calc(100dvh - 150px)" empty={<EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}
