'use client';
import { isRole, ROLE_NAMES } from '@echocohort/access';
import type { PersonView } from '@echocohort/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { ChangeGrants } from './change-grants.tsx';
import { usePeople } from './list-people.request.ts';
import { NewPersonDialog } from './new-person.tsx';
import { peopleWords } from './people.words.ts';

/** Accounts and what each may do where. */
export function PeopleScreen() {
  const t = useWords(peopleWords);
  const local = useLocal();
  const { data, error, refetch } = usePeople();
  const [changing, setChanging] = useState<PersonView | null>(null);
  const roles = (person: PersonView): string => person.grants.map((grant) => `${isRole(grant.role) ? local(ROLE_NAMES[grant.role]) : grant.role} · ${grant.centre ?? t('wholeStudy')}`).join(', ');
  const columns: readonly Column<PersonView>[] = [
    { key: 'name', head: t('name'), width: '180px', cell: (row) => row.name, value: (row) => row.name },
    { key: 'email', head: t('email'), width: '330px', cell: (row) => row.email, value: (row) => row.email },
    { key: 'grants', head: t('grants'), width: 'minmax(200px, 1fr)', cell: roles, value: roles },
    { key: 'status', head: t('status'), width: '110px', cell: (row) => <StateChip state={row.disabled ? 'disabled' : 'active'} />, value: (row) => (row.disabled ? 1 : 0) },
    { key: 'change', head: '', width: '90px', cell: (row) => <Button variant="subtle" onClick={() => setChanging(row)}>{t('change')}</Button> },
  ];
  return (
    <>
      <PageTitle title={data ? t('title', { n: data.items.length }) : t('loading')}><NewPersonDialog /></PageTitle>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : (
        <PanelBox flush>
          {data ? <GridTable label={t('loading')} columns={columns} rows={data.items} rowKey={(row) => row.id} height="calc(100dvh - 140px)" rowHeight={40} /> : <RowSkeletons />}
        </PanelBox>
      )}
      {changing ? <ChangeGrants key={changing.id} person={changing} onClose={() => setChanging(null)} /> : null}
    </>
  );
}
