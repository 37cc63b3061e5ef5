'use client';
import type { CohortView } from '@echocohort/contracts';
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { IconGitCompare, IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';
import { useCreateCohort } from './create-cohort.request.ts';
import { useCohorts } from './list-cohorts.request.ts';

export function CohortsScreen() {
  const t = useWords(cohortsWords);
  const { data, error, refetch } = useCohorts();
  const columns: readonly Column<CohortView>[] = [
    { key: 'name', head: t('name'), width: 'minmax(200px, 1fr)', cell: (row) => <Link href={`/cohorts/${row.id}`}>{row.name}</Link>, value: (row) => row.name },
    { key: 'status', head: t('status'), width: '130px', cell: (row) => <StateChip state={row.status} />, value: (row) => row.status },
    { key: 'centres', head: t('centres'), width: '160px', cell: (row) => row.definition.centres?.join(', ') ?? t('allCentres'), value: (row) => row.definition.centres?.length ?? 0 },
    { key: 'created', head: t('created'), width: '170px', cell: (row) => <Moment at={row.createdAt} />, value: (row) => row.createdAt },
    { key: 'snapshot', head: t('snapshot'), width: '140px', cell: (row) => (row.snapshotId ? <Link href={`/snapshots/${row.snapshotId}`}>{t('open')}</Link> : '–') },
  ];
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length }) : t('loading')}>{data && data.items.length > 0 ? <Button variant="default" component={Link} href="/cohorts/compare" leftSection={<IconGitCompare size={15} />}>{t('compare')}</Button> : null}<NewCohort /></PageTitle>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={data.items} rowKey={(row) => row.id} height="calc(100dvh - 140px)" rowHeight={40} empty={<EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>} /> : <RowSkeletons />}
        </PanelBox>
      )}
    </>
  );
}

/** A new cohort starts with the study's own defaults: every centre, no further condition. */
function NewCohort() {
  const t = useWords(cohortsWords);
  const router = useRouter();
  const { data: study } = useStudy();
  const create = useCreateCohort();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!study) return;
    create.mutate({ name: name.trim(), definition: { centres: null, criteria: [], ...study.cohortDefaults } }, { onSuccess: (made) => router.push(`/cohorts/${made.id}`) });
  };
  return (
    <>
      <Button leftSection={<IconPlus size={15} />} onClick={() => setAsking(true)}>{t('new')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('new')}>
        <form onSubmit={submit}>
          <Stack gap="md">
            {create.error ? <ProblemNote error={create.error} /> : null}
            <TextInput label={t('name')} required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
            <Button type="submit" disabled={!study || name.trim() === ''} loading={create.isPending}>{t('new')}</Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
