'use client';
import type { RunView } from '@echocohort/contracts';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useRuns } from './list-runs.request.ts';
import { runsWords } from './runs.words.ts';

const aucText = (run: RunView, set: RunView['metrics'][number]['set']): string => {
  const found = run.metrics.find((metrics) => metrics.set === set);
  return found ? intervalText(found.auc, found.lower, found.upper) : '–';
};

export function RunsScreen() {
  const t = useWords(runsWords);
  const { data, error, refetch } = useRuns();
  const columns: readonly Column<RunView>[] = [
    { key: 'run', head: t('run'), width: 'minmax(180px, 1fr)', cell: (row) => <Link href={`/runs/${row.id}`}>Model-{row.config.model} · {row.config.width} · {row.config.imageSize}²</Link>, value: (row) => row.config.model },
    { key: 'snapshot', head: t('snapshot'), width: '170px', cell: (row) => <Link href={`/snapshots/${row.snapshotId}`}><span className="mono">{row.snapshotRoot.slice(0, 16)}</span></Link> },
    { key: 'status', head: t('status'), width: '120px', cell: (row) => <StateChip state={row.status} />, value: (row) => row.status },
    { key: 'progress', head: t('progress'), width: '90px', numeric: true, cell: (row) => (row.progress ? `${row.progress.epoch} / ${row.progress.epochs}` : '–'), value: (row) => row.progress?.epoch ?? null },
    { key: 'internal', head: t('internal'), width: '170px', cell: (row) => aucText(row, 'internal_validation') },
    { key: 'external', head: t('external'), width: '170px', cell: (row) => aucText(row, 'external_validation') },
    { key: 'started', head: t('started'), width: '150px', cell: (row) => <Moment at={row.startedAt} />, value: (row) => row.startedAt },
  ];
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length }) : t('loading')} />
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={data.items} rowKey={(row) => row.id} height="calc(100dvh - 140px)" rowHeight={40} empty={<EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}
