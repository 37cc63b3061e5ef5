'use client';
import { Button, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { csvText } from '../../components/data/csv.ts';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable } from '../../components/data/grid-table.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { saveFile } from '../../components/data/save-file.ts';
import { useAddress } from '../../components/data/use-address.ts';
import { useStudy } from '../../components/data/use-study.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { stateToken } from '../../components/theme/state-tokens.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { caseColumns } from './case-columns.tsx';
import { casesWords } from './cases.words.ts';
import { allCases, useCases, type CaseFilters } from './list-cases.request.ts';
import { RegisterSubject } from './register-subject.tsx';

const STATES = ['collecting', 'complete', 'queried', 'accepted', 'locked', 'withdrawn'];

/** All cases of one's centres; filters live in the address. */
export function CasesScreen() {
  const t = useWords(casesWords);
  const local = useLocal();
  const { may } = useMe();
  const address = useAddress();
  const filters: CaseFilters = { centre: address.get('centre'), state: address.get('state'), search: address.get('search') };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useCases(filters);
  const [csvError, setCsvError] = useState<unknown>(null);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const columns = caseColumns(t, local);
  const filtered = Boolean(filters.centre || filters.state || filters.search);
  const csv = async () => {
    try {
      const all = await allCases(filters);
      saveFile('cases.csv', csvText(columns.map((column) => column.head), all.map((row) => columns.map((column) => column.value?.(row) ?? null))), 'text/csv');
      setCsvError(null);
    } catch (caught) {
      setCsvError(caught);
    }
  };
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.pages[0]?.total ?? 0 }) : t('loading')}>
        <Filters filters={filters} set={address.set} />
        <Tooltip label={t('csvWhy')}>
          <Button variant="default" leftSection={<IconDownload size={15} />} onClick={() => void csv()}>{t('csv')}</Button>
        </Tooltip>
        {may('case.open') ? <RegisterSubject /> : null}
      </PageTitle>
      {csvError ? <ProblemNote error={csvError} /> : null}
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? (
            <GridTable
              label={t('loading')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.caseId}
              height="calc(100dvh - 130px)"
              onEnd={() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }}
              empty={<EmptyState title={filtered ? t('empty') : t('emptyAll')}>{filtered ? <Button variant="subtle" onClick={() => address.set({ centre: null, state: null, search: null })}>{t('clear')}</Button> : t('emptyWhy')}</EmptyState>}
            />
          ) : <RowSkeletons rows={14} height={18} />}
        </PanelBox>
      )}
    </>
  );
}

function Filters({ filters, set }: { readonly filters: CaseFilters; readonly set: (changes: Readonly<Record<string, string | null>>) => void }) {
  const t = useWords(casesWords);
  const local = useLocal();
  const { me } = useMe();
  const { data: study } = useStudy();
  const [search, setSearch] = useState(filters.search ?? '');
  const settle = useDebouncedCallback((text: string) => set({ search: text.trim() || null }), 250);
  const centres = (study?.centres ?? []).filter((centre) => me.centres === 'all' || me.centres.includes(centre.code));
  return (
    <>
      <TextInput size="xs" w={170} aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={14} />} value={search} onChange={(event) => { setSearch(event.currentTarget.value); settle(event.currentTarget.value); }} />
      {centres.length > 1 ? <Select size="xs" w={170} aria-label={t('centre')} placeholder={t('anyCentre')} clearable searchable data={centres.map((centre) => ({ value: centre.code, label: `${centre.code} ${local(centre.name)}` }))} value={filters.centre} onChange={(centre) => set({ centre })} /> : null}
      <Select size="xs" w={170} aria-label={t('state')} placeholder={t('anyState')} clearable data={STATES.map((state) => ({ value: state, label: local(stateToken(state).word) }))} value={filters.state} onChange={(state) => set({ state })} />
    </>
  );
}
