'use client';
import type { AnalysisView } from '@echocohort/contracts';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { analysesWords } from './analyses.words.ts';
import { AnalysisState } from './analysis-state.tsx';
import { useAnalyses } from './list-analyses.request.ts';
import { MakeAnalysis } from './make-analysis.tsx';
import { ResultView } from './result-view.tsx';

/** The analyses of a locked snapshot: asked for with one click, shown with everything behind each number, taken as a report. */
export function AnalysisScreen({ snapshotId }: { readonly snapshotId: string }) {
  const t = useWords(analysesWords);
  const { may } = useMe();
  const address = useAddress();
  const { data, error, refetch } = useAnalyses(snapshotId);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={4} height={110} />;
  const wanted = address.get('analysis');
  const shown = data.items.find(({ id }) => id === wanted) ?? data.items.find(({ status }) => status === 'finished') ?? data.items[0];
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        <Button variant="default" component={Link} href={`/snapshots/${snapshotId}`} leftSection={<IconArrowLeft size={15} />}>{t('back')}</Button>
      </PageTitle>
      {may('run.start') ? <MakeAnalysis snapshotId={snapshotId} again={data.items.length > 0} /> : null}
      <Shown shown={shown} items={data.items} onChoose={(id) => address.set({ analysis: id })} />
    </>
  );
}

function Shown({ shown, items, onChoose }: { readonly shown: AnalysisView | undefined; readonly items: readonly AnalysisView[]; readonly onChoose: (id: string) => void }) {
  const t = useWords(analysesWords);
  if (!shown) return <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>;
  return (
    <>
      <AnalysisState shown={shown} items={items} onChoose={onChoose} />
      {shown.status === 'finished' ? <ResultView key={shown.id} analysisId={shown.id} /> : null}
    </>
  );
}
