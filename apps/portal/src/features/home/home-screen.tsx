'use client';
import type { CaseSummary } from '@echocohort/contracts';
import { Progress, Stack, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useHome } from './home.request.ts';
import styles from './home.module.css';
import { homeWords } from './home.words.ts';

const ORDER = ['collecting', 'complete', 'queried', 'accepted', 'locked', 'withdrawn'];
const DONE = ['complete', 'accepted', 'locked'];

/** The coordinator's desk: what to do next, and how far the study is. */
export function HomeScreen() {
  const t = useWords(homeWords);
  const { data, error, refetch } = useHome();
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const done = DONE.reduce((sum, state) => sum + (data?.counts[state] ?? 0), 0);
  const caughtUp = data?.next.length === 0;
  return (
    <>
      <PageTitle title={!data ? t('doNext') : caughtUp ? t('titleDone') : t('title', { n: data.next.length })} />
      <div className={styles.columns}>
        <PanelBox title={t('doNext')} flush>
          {!data ? <RowSkeletons /> : caughtUp ? <EmptyState title={t('nothing')}>{t('doneLead', { n: done })}</EmptyState> : (
            <ul className={styles.list}>
              {data.next.map((item) => <NextRow key={item.caseId} item={item} />)}
            </ul>
          )}
        </PanelBox>
        <Stack gap="md">
          <PanelBox title={t('accrual')}>{data ? <Counts counts={data.counts} /> : <RowSkeletons rows={4} height={16} />}</PanelBox>
          <PanelBox title={t('queries')}>
            {data ? (data.openQueries > 0 ? <Link href="/queries?status=open">{t('openQueries', { n: data.openQueries })}</Link> : <Text size="sm" c="dimmed">{t('noQueries')}</Text>) : <RowSkeletons rows={1} height={16} />}
          </PanelBox>
          <PanelBox title={t('receipts')}>{data ? <Receipts receipts={data.receipts} /> : <RowSkeletons rows={4} height={16} />}</PanelBox>
        </Stack>
      </div>
    </>
  );
}

function NextRow({ item }: { readonly item: CaseSummary }) {
  const t = useWords(homeWords);
  const local = useLocal();
  return (
    <li>
      <Link className={styles.next} href={`/cases/${item.caseId}${item.openQueries > 0 ? '?tab=queries' : ''}`}>
        <span className={styles.code}>{item.code}</span>
        <span className={styles.reason}>{item.next ? local(item.next.sentence) : t('ready')}</span>
        <span className={styles.images}>{t('images', { filled: item.slotsFilled, required: item.slotsRequired })}</span>
        <StateChip state={item.state} />
        <IconChevronRight size={15} aria-hidden />
      </Link>
    </li>
  );
}

type HomeReceipts = NonNullable<ReturnType<typeof useHome>['data']>['receipts'];

/** What was stored last, each with the case that it belongs to. */
function Receipts({ receipts }: { readonly receipts: HomeReceipts }) {
  const t = useWords(homeWords);
  if (receipts.length === 0) return <Text size="sm" c="dimmed">{t('noReceipts')}</Text>;
  return (
    <ul className={styles.receipts}>
      {receipts.map((receipt) => (
        <li key={receipt.number}>
          <span className="mono">R-{receipt.number}</span>
          <Link href={`/cases/${receipt.caseId}?slot=${receipt.slot}`}>{receipt.case} · {receipt.slot}</Link>
          <Text span size="xs" c="dimmed"><Moment at={receipt.at} /></Text>
        </li>
      ))}
    </ul>
  );
}

function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const states = [...ORDER.filter((state) => counts[state] !== undefined), ...Object.keys(counts).filter((state) => !ORDER.includes(state))];
  const total = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <Stack gap="sm">
      {states.map((state) => (
        <Link key={state} href={`/cases?state=${state}`} className={styles.count}>
          <StateChip state={state} />
          <Progress value={total === 0 ? 0 : (100 * (counts[state] ?? 0)) / total} size="sm" color="gray.5" aria-hidden />
          <span className={styles.number}>{counts[state] ?? 0}</span>
        </Link>
      ))}
    </Stack>
  );
}
