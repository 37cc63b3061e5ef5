'use client';
import type { RunView } from '@echocohort/contracts';
import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
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
import { useAddress } from '../../components/data/use-address.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useRuns } from './list-runs.request.ts';
import { ModelsTabs } from './models-tabs.tsx';
import { runsWords } from './runs.words.ts';
import { StateCounts } from './state-counts.tsx';

const STATES = ['running', 'queued', 'paused', 'finished', 'failed', 'cancelled'] as const;

const aucText = (run: RunView, set: RunView['metrics'][number]['set']): string => {
  const found = run.metrics.find((metrics) => metrics.set === set);
  return found ? intervalText(found.auc, found.lower, found.upper) : '–';
};

function useColumns(): readonly Column<RunView>[] {
  const t = useWords(runsWords);
  return [
    { key: 'run', head: t('run'), width: 'minmax(140px, 1fr)', cell: (row) => <Link href={`/runs/${row.id}`}>Model-{row.config.model} · {row.config.width} · {row.config.imageSize}²</Link>, value: (row) => row.config.model },
    { key: 'fold', head: t('foldHead'), width: '84px', cell: (row) => (row.crossValidation ? <Link href={`/cross-validations/${row.crossValidation.id}`}>{t('fold', { fold: row.crossValidation.fold, of: row.crossValidation.of })}</Link> : '–'), value: (row) => row.crossValidation?.fold ?? null },
    { key: 'snapshot', head: t('snapshot'), width: '72px', cell: (row) => <Link href={`/snapshots/${row.snapshotId}`}><span className="mono">{row.snapshotRoot.slice(0, 8)}</span></Link> },
    { key: 'status', head: t('status'), width: '96px', cell: (row) => <StateChip state={row.status} />, value: (row) => row.status },
    { key: 'progress', head: t('progress'), width: '64px', numeric: true, cell: (row) => (row.progress ? `${row.progress.epoch} / ${row.progress.epochs}` : '–'), value: (row) => row.progress?.epoch ?? null },
    { key: 'internal', head: t('internal'), width: '152px', cell: (row) => aucText(row, 'internal_validation') },
    { key: 'external', head: t('external'), width: '152px', cell: (row) => aucText(row, 'external_validation') },
    { key: 'by', head: t('startedBy'), width: 'minmax(110px, 0.6fr)', cell: (row) => <span title={row.startedBy}>{row.startedBy}</span>, value: (row) => row.startedBy },
    { key: 'started', head: t('started'), width: '140px', cell: (row) => <Moment at={row.startedAt} />, value: (row) => row.startedAt },
  ];
}

/** Every training, with the ones in a chosen state behind their count. */
export function RunsScreen() {
  const t = useWords(runsWords);
  const address = useAddress();
  const columns = useColumns();
  const { data, error, refetch } = useRuns();
  const state = STATES.find((each) => each === address.get('state')) ?? null;
  const rows = data?.items.filter((run) => state === null || run.status === state) ?? [];
  const counts = STATES.map((each) => [each, data?.items.filter((run) => run.status === each).length ?? 0] as const);
  const empty = state === null ? <EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState> : <EmptyState title={t('noneOfState')} />;
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length }) : t('loading')} lead={data ? <StateCounts path="/runs" here={state} all={{ word: t('all'), n: data.items.length }} counts={counts} /> : null}>
        <StartButton />
      </PageTitle>
      <ModelsTabs here="runs" />
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={rows} rowKey={(row) => row.id} height="calc(100dvh - 190px)" rowHeight={36} empty={empty} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}

/** Leads to the start page; a role that may not start is told so. */
export function StartButton() {
  const t = useWords(runsWords);
  const { may } = useMe();
  if (may('run.start')) return <Button component={Link} href="/runs/new" leftSection={<IconPlayerPlay size={15} />}>{t('startNew')}</Button>;
  return <Tooltip label={t('startNewWhy')}><span tabIndex={0}><Button disabled leftSection={<IconPlayerPlay size={15} />}>{t('startNew')}</Button></span></Tooltip>;
}
