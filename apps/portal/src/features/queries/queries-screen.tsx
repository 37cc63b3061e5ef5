'use client';
import type { QueryView } from '@echocohort/contracts-reading';
import { Button, SegmentedControl, Stack } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { QueryThread } from '../../components/queries/query-thread.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useQueries, type QueryStatus } from './list-queries.request.ts';
import { queriesPageWords } from './queries-page.words.ts';

const STATUSES: readonly QueryStatus[] = ['open', 'answered', 'closed'];

/** All query threads that concern this person; each leads to its case. */
export function QueriesScreen() {
  const t = useWords(queriesPageWords);
  const address = useAddress();
  const status = STATUSES.find((candidate) => candidate === address.get('status')) ?? null;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useQueries(status);
  const counts = data?.pages[0]?.counts;
  const queries = data?.pages.flatMap((page) => page.items) ?? [];
  const choices = [{ value: '', label: t('all') }, ...STATUSES.map((value) => ({ value, label: `${t(value)}${counts ? ` ${counts[value]}` : ''}` }))];
  return (
    <>
      <PageTitle title={counts ? t('title', { open: counts.open, answered: counts.answered }) : t('loading')}>
        <SegmentedControl size="xs" aria-label={t('filter')} data={choices} value={status ?? ''} onChange={(next) => address.set({ status: next || null })} />
      </PageTitle>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : !data ? <RowSkeletons rows={4} height={90} /> : queries.length === 0 ? <PanelBox><EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState></PanelBox> : (
        <Stack gap="md" maw={860}>
          {queries.map((query) => <QueryCard key={query.id} query={query} />)}
          {hasNextPage ? <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button> : null}
        </Stack>
      )}
    </>
  );
}

function QueryCard({ query }: { readonly query: QueryView }) {
  const { may } = useMe();
  const router = useRouter();
  // The panel has its own view of a case; everybody else goes to the lesion board.
  const place = may('case.read') ? `/cases/${query.caseId}?tab=queries` : `/panel/${query.caseId}`;
  const toSlot = (slot: string) => router.push(may('case.read') ? `/cases/${query.caseId}?tab=queries&slot=${encodeURIComponent(slot)}` : place);
  return (
    <PanelBox title={<Link href={place}>{query.caseCode}</Link>}>
      <QueryThread query={query} onSlot={toSlot} />
    </PanelBox>
  );
}
