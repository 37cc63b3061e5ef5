'use client';
import { centresAllowed } from '@echocohort/access';
import { tokenView } from '@echocohort/contracts';
import { Alert, Button, Code, CopyButton, Group, NumberInput, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { useCreateToken } from './create-token.request.ts';
import { useTokens } from './list-tokens.request.ts';
import { useRevokeToken } from './revoke-token.request.ts';
import { tokenState } from './token-state.ts';
import { tokensWords } from './tokens.words.ts';

type Token = z.output<typeof tokenView>;

export function TokensScreen() {
  const t = useWords(tokensWords);
  const toast = useToast();
  const { may } = useMe();
  const { data, error, refetch, dataUpdatedAt } = useTokens();
  const stateOf = (row: Token) => tokenState(row, dataUpdatedAt);
  const revoke = useRevokeToken();
  const columns: readonly Column<Token>[] = [
    { key: 'centre', head: t('centre'), width: '100px', cell: (row) => row.centre ?? '–', value: (row) => row.centre },
    { key: 'created', head: t('created'), width: '190px', cell: (row) => <Moment at={row.createdAt} />, value: (row) => row.createdAt },
    { key: 'expires', head: t('expires'), width: '190px', cell: (row) => <Moment at={row.expiresAt} />, value: (row) => row.expiresAt },
    { key: 'status', head: t('status'), width: '130px', cell: (row) => <StateChip state={stateOf(row)} />, value: stateOf },
    { key: 'revoke', head: '', width: 'minmax(100px, 1fr)', cell: (row) => (stateOf(row) !== 'active' ? null : <Button variant="subtle" color="red" onClick={() => revoke.mutate(row.id, { onSuccess: () => toast(t('revoked')) })}>{t('revoke')}</Button>) },
  ];
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <Stack gap="md" maw={900}>
        {may('token.create') ? <NewToken /> : null}
        {revoke.error ? <ProblemNote error={revoke.error} /> : null}
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
          <PanelBox flush>{data ? <GridTable label={t('title')} columns={columns} rows={data.items} rowKey={(row) => row.id} height="60dvh" rowHeight={40} empty={<EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>} /> : <RowSkeletons rows={3} />}</PanelBox>
        )}
      </Stack>
    </>
  );
}

function NewToken() {
  const t = useWords(tokensWords);
  const local = useLocal();
  const { me } = useMe();
  const { data: study } = useStudy();
  const create = useCreateToken();
  const allowed = centresAllowed(me.person.grants, 'token.create');
  const centres = (study?.centres ?? []).filter((centre) => allowed === 'all' || allowed.includes(centre.code));
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState(30);
  const centre = chosen ?? centres[0]?.code ?? null;
  return (
    <PanelBox title={t('new')}>
      <Group gap="sm" align="flex-end">
        <Select size="sm" label={t('centre')} data={centres.map((entry) => ({ value: entry.code, label: `${entry.code} ${local(entry.name)}` }))} value={centre} onChange={setChosen} />
        <NumberInput size="sm" w={100} label={t('days')} min={1} max={90} value={days} onChange={(next) => setDays(Number(next) || 1)} />
        <Button size="sm" disabled={centre === null} loading={create.isPending} onClick={() => centre && create.mutate({ centre, days })}>{t('new')}</Button>
      </Group>
      {create.error ? <ProblemNote error={create.error} /> : null}
      {create.data ? (
        <Alert mt="md" color="accent" title={t('shownOnce')}>
          <Group gap="sm" wrap="nowrap">
            <Code style={{ overflowWrap: 'anywhere' }}>{create.data.token}</Code>
            <CopyButton value={create.data.token}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? t('copied') : t('copy')}</Button>}</CopyButton>
          </Group>
        </Alert>
      ) : null}
    </PanelBox>
  );
}
