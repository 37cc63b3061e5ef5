'use client';
import type { TrainingQueueView } from '@echocohort/contracts';
import Link from 'next/link';
import { EmptyState } from '../../../components/data/empty-state.tsx';
import { durationText } from '../../../components/data/figures.ts';
import { GridTable, type Column } from '../../../components/data/grid-table.tsx';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { ClockTime } from '../clock-time.tsx';
import { queueWords } from './queue.words.ts';

type Entry = TrainingQueueView['entries'][number];

/** Trainings in the order in which they get their turn: running, waiting by place, paused. */
export function EntriesTable({ entries, filtered }: { readonly entries: readonly Entry[]; readonly filtered: boolean }) {
  const t = useWords(queueWords);
  const when = (at: string | null) => (at === null ? t('notKnown') : <ClockTime at={at} />);
  const columns: readonly Column<Entry>[] = [
    { key: 'place', head: t('place'), width: '40px', numeric: true, cell: (row) => row.position ?? '–', value: (row) => row.position },
    { key: 'what', head: t('what'), width: 'minmax(190px, 1.2fr)', cell: (row) => <EntryName entry={row} />, value: (row) => row.model },
    { key: 'snapshot', head: t('snapshot'), width: '72px', cell: (row) => <Link href={`/snapshots/${row.snapshotId}`}><span className="mono">{row.snapshotRoot.slice(0, 8)}</span></Link> },
    { key: 'status', head: t('status'), width: '86px', cell: (row) => <StateChip state={row.status} />, value: (row) => row.status },
    { key: 'waits', head: t('waitsFor'), width: 'minmax(150px, 1fr)', cell: (row) => <WaitsFor entry={row} /> },
    { key: 'progress', head: t('progress'), width: '58px', numeric: true, cell: (row) => (row.epoch === null ? '–' : `${row.epoch} / ${row.epochs ?? '?'}`), value: (row) => row.epoch },
    { key: 'left', head: t('left'), width: '98px', numeric: true, cell: (row) => (row.secondsLeft === null ? t('notKnown') : durationText(row.secondsLeft)), value: (row) => row.secondsLeft },
    { key: 'start', head: t('expectedStart'), width: '98px', cell: (row) => (row.status === 'queued' ? when(row.expectedStart) : '–'), value: (row) => row.expectedStart },
    { key: 'end', head: t('expectedEnd'), width: '98px', cell: (row) => (row.status === 'paused' ? '–' : when(row.expectedEnd)), value: (row) => row.expectedEnd },
    { key: 'asked', head: t('askedBy'), width: 'minmax(96px, 0.6fr)', cell: (row) => row.askedBy, value: (row) => row.askedBy },
  ];
  const empty = filtered ? <EmptyState title={t('noneOfState')} /> : <EmptyState title={t('empty')}>{t('emptyWhy')}</EmptyState>;
  return (
    <PanelBox flush>
      <GridTable label={t('loading')} columns={columns} rows={entries} rowKey={(row) => row.runId ?? `${row.kind} ${row.askedAt} ${row.askedBy}`} height="calc(100dvh - 380px)" rowHeight={36} empty={empty} />
    </PanelBox>
  );
}

function EntryName({ entry }: { readonly entry: Entry }) {
  const t = useWords(queueWords);
  const name = `Model-${entry.model} · ${entry.width} · ${entry.imageSize}²`;
  if (entry.runId === null) return <>{t('dryRun')} · {name}</>;
  return <><Link href={`/runs/${entry.runId}`}>{name}</Link>{entry.crossValidation ? <> · <Link href={`/cross-validations/${entry.crossValidation.id}`}>{t('fold', { fold: entry.crossValidation.fold, of: entry.crossValidation.of })}</Link></> : null}</>;
}

function WaitsFor({ entry }: { readonly entry: Entry }) {
  const t = useWords(queueWords);
  const waits = entry.waitsFor !== null ? t(entry.waitsFor, { name: entry.askedBy }) : entry.trainer ? t('onTrainer', { name: entry.trainer }) : '–';
  if (entry.paused === null) return <span title={waits}>{waits}</span>;
  const reason = entry.paused.reason ?? '–';
  return <span title={`${t('pausedBecause', { name: entry.paused.by, reason })} · ${waits}`}>{t('pausedFor', { reason })}</span>;
}
