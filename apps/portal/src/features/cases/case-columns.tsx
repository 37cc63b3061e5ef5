'use client';
import type { CaseSummary } from '@echocohort/contracts';
import type { LocalText } from '@echocohort/kernel';
import Link from 'next/link';
import type { Column } from '../../components/data/grid-table.tsx';
import { Moment } from '../../components/data/moment.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import type { casesWords } from './cases.words.ts';

type Say = (key: keyof typeof casesWords) => string;

/** The columns of the cases list. */
export function caseColumns(t: Say, local: (text: LocalText) => string): readonly Column<CaseSummary>[] {
  return [
    { key: 'code', head: t('code'), width: '130px', cell: (row) => <Link href={`/cases/${row.caseId}`}>{row.code}</Link>, value: (row) => row.code },
    { key: 'centre', head: t('centre'), width: '64px', cell: (row) => row.centre, value: (row) => row.centre },
    { key: 'state', head: t('state'), width: '170px', cell: (row) => <StateChip state={row.state} />, value: (row) => row.state },
    { key: 'images', head: t('images'), width: '64px', numeric: true, cell: (row) => `${row.slotsFilled} / ${row.slotsRequired}`, value: (row) => row.slotsFilled },
    { key: 'findings', head: t('findings'), width: '72px', numeric: true, cell: (row) => row.findings, value: (row) => row.findings },
    { key: 'queries', head: t('queries'), width: '72px', numeric: true, cell: (row) => (row.openQueries > 0 ? <Link href={`/cases/${row.caseId}?tab=queries`}>{row.openQueries}</Link> : 0), value: (row) => row.openQueries },
    { key: 'next', head: t('next'), width: 'minmax(220px, 1fr)', cell: (row) => (row.next ? local(row.next.sentence) : ''), value: (row) => (row.next ? local(row.next.sentence) : null) },
    { key: 'updated', head: t('updated'), width: '150px', cell: (row) => <Moment at={row.updatedAt} />, value: (row) => row.updatedAt },
  ];
}
