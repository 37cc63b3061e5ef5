'use client';
import type { CrossValidationView } from '@echocohort/contracts';
import Link from 'next/link';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { EmptyState } from '../../../components/data/empty-state.tsx';
import { intervalText } from '../../../components/data/figures.ts';
import { GridTable, type Column } from '../../../components/data/grid-table.tsx';
import { Moment } from '../../../components/data/moment.tsx';
import { PageTitle } from '../../../components/data/page-title.tsx';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../../components/data/row-skeletons.tsx';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useAddress } from '../../../components/data/use-address.ts';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { ModelsTabs } from '../models-tabs.tsx';
import { StartButton } from '../runs-screen.tsx';
import { StateCounts } from '../state-counts.tsx';
import { useCrossValidations } from './folds.request.ts';
import { foldsWords } from './folds.words.ts';
import { meanText } from './mean-text.ts';

const STATES = ['running', 'partly', 'queued', 'paused', 'finished', 'failed', 'cancelled'] as const;
const foldsDone = (row: CrossValidationView): number => row.folds.filter(({ status }) => status === 'finished').length;

function useColumns(): readonly Column<CrossValidationView>[] {
  const t = useWords(foldsWords);
  return [
    { key: 'name', head: t('name'), width: 'minmax(180px, 1fr)', cell: (row) => <Link href={`/cross-validations/${row.id}`}>Model-{row.config.model} · {row.config.width} · {row.config.imageSize}²</Link>, value: (row) => row.config.model },
    { key: 'snapshot', head: t('snapshot'), width: '92px', cell: (row) => <Link href={`/snapshots/${row.snapshotId}`}><span className="mono">{row.snapshotRoot.slice(0, 8)}</span></Link> },
    { key: 'status', head: t('status'), width: '110px', cell: (row) => <StateChip state={row.status} />, value: (row) => row.status },
    { key: 'done', head: t('finished'), width: '84px', numeric: true, cell: (row) => <Link href={`/cross-validations/${row.id}`}>{foldsDone(row)} / {row.of}</Link>, value: foldsDone },
    { key: 'pooled', head: t('pooled'), width: '170px', cell: (row) => (row.pooled ? intervalText(row.pooled.auc, row.pooled.lower, row.pooled.upper) : '–'), value: (row) => row.pooled?.auc ?? null },
    { key: 'mean', head: t('meanAuc'), width: '120px', cell: (row) => meanText(row.pooled) },
    { key: 'by', head: t('startedBy'), width: 'minmax(110px, 0.6fr)', cell: (row) => row.startedBy, value: (row) => row.startedBy },
    { key: 'started', head: t('started'), width: '132px', cell: (row) => <Moment at={row.startedAt} />, value: (row) => row.startedAt },
  ];
}

/** Every cross-validation with its pooled figures. */
export function CrossValidationsScreen() {
  const t = useWords(foldsWords);
  const address = useAddress();
  const columns = useColumns();
  const { data, error, refetch } = useCrossValidations();
  const state = STATES.find((each) => each === address.get('state')) ?? null;
  const rows = data?.items.filter(({ status }) => state === null || status === state) ?? [];
  const counts = STATES.map((each) => [each, data?.items.filter(({ status }) => status === each).length ?? 0] as const);
  const empty = state === null ? <EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState> : <EmptyState title={t('noneOfState')} />;
  return (
    <>
      <PageTitle title={data ? t('listTitle', { n: data.items.length }) : t('loading')} lead={data ? <StateCounts path="/cross-validations" here={state} all={{ word: t('all'), n: data.items.length }} counts={counts} /> : null}>
        <StartButton />
      </PageTitle>
      <ModelsTabs here="crossValidations" />
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={rows} rowKey={(row) => row.id} height="calc(100dvh - 190px)" rowHeight={36} empty={empty} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}
