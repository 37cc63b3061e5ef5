'use client';
import type { TrainingQueueView } from '@echocohort/contracts';
import { Table } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from '../../../components/data/empty-state.tsx';
import { Moment } from '../../../components/data/moment.tsx';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { queueWords } from './queue.words.ts';

type Trainer = TrainingQueueView['trainers'][number];

/** The trainers that gave a sign of life in the last minute, and what each works on. */
export function TrainersBox({ queue }: { readonly queue: TrainingQueueView }) {
  const t = useWords(queueWords);
  return (
    <PanelBox title={t('trainers', { n: queue.trainers.length })} flush>
      {queue.trainers.length === 0 ? <EmptyState title={t('noTrainers')}>{t('noTrainersWhy')}</EmptyState> : (
        <Table fz="sm" verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead><Table.Tr><Table.Th>{t('name')}</Table.Th><Table.Th>{t('engine')}</Table.Th><Table.Th ta="right">{t('threads')}</Table.Th><Table.Th>{t('since')}</Table.Th><Table.Th>{t('lastSeen')}</Table.Th><Table.Th>{t('work')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {queue.trainers.map((trainer) => (
              <Table.Tr key={trainer.id}>
                <Table.Td>{trainer.name}</Table.Td><Table.Td>{trainer.engine}</Table.Td><Table.Td ta="right">{trainer.threads}</Table.Td>
                <Table.Td><Moment at={trainer.since} /></Table.Td><Table.Td><Moment at={trainer.lastSeen} /></Table.Td><Table.Td><Work queue={queue} trainer={trainer} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PanelBox>
  );
}

function Work({ queue, trainer }: { readonly queue: TrainingQueueView; readonly trainer: Trainer }) {
  const t = useWords(queueWords);
  const { work } = trainer;
  if (!work) return t('idle');
  if (work.kind === 'dry-run' || work.runId === null) return t('dryRun');
  const entry = queue.entries.find(({ runId }) => runId === work.runId);
  return <Link href={`/runs/${work.runId}`}>{entry ? `Model-${entry.model} · ${entry.width} · ${entry.imageSize}²` : t('seeRun')}</Link>;
}
