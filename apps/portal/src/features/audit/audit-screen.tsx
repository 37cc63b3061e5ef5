'use client';
import { auditRoutes, urlOf } from '@echocohort/contracts';
import { Button, Select, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { eventFacts } from '../../components/record/event-facts.ts';
import type { RecordedEvent } from '../../components/record/event-list.tsx';
import { EVENT_TYPES, eventWords } from '../../components/record/event-words.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { auditWords } from './audit.words.ts';
import { useAudit } from './list-audit.request.ts';

export function AuditScreen() {
  const t = useWords(auditWords);
  const local = useLocal();
  const address = useAddress();
  const type = address.get('type');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAudit(type);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const columns: readonly Column<RecordedEvent>[] = [
    { key: 'seq', head: t('seq'), width: '64px', numeric: true, cell: (row) => row.seq },
    { key: 'at', head: t('at'), width: '150px', cell: (row) => <Moment at={row.at} /> },
    { key: 'actor', head: t('actor'), width: '150px', cell: (row) => row.actor ?? '–' },
    { key: 'type', head: t('type'), width: '210px', cell: (row) => local(eventWords(row.type)) },
    { key: 'facts', head: t('facts'), width: 'minmax(260px, 1fr)', cell: (row) => <span title={eventFacts(row.payload)}>{eventFacts(row.payload)}</span> },
  ];
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        <Select size="xs" w={230} clearable searchable aria-label={t('filter')} placeholder={t('filter')} data={EVENT_TYPES.map((value) => ({ value, label: local(eventWords(value)) }))} value={type} onChange={(next) => address.set({ type: next })} />
        <Tooltip label={t('exportWhy')}><Button variant="default" component="a" href={urlOf('', auditRoutes.exportAudit, {})} download="audit.ndjson" leftSection={<IconDownload size={15} />}>{t('export')}</Button></Tooltip>
      </PageTitle>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('title')} columns={columns} rows={rows} rowKey={(row) => row.seq} height="calc(100dvh - 150px)" empty={<EmptyState title={t('empty')} />} onEnd={() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }} /> : <RowSkeletons rows={14} height={18} />}
        </PanelBox>
      )}
    </>
  );
}
