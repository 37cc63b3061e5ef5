'use client';
import type { TrainingQueueView } from '@echocohort/contracts';
import { Button, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { PageTitle } from '../../../components/data/page-title.tsx';
import { RowSkeletons } from '../../../components/data/row-skeletons.tsx';
import { useAddress } from '../../../components/data/use-address.ts';
import { useMe } from '../../../components/session/me-context.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { ModelsTabs } from '../models-tabs.tsx';
import { StateCounts } from '../state-counts.tsx';
import { EntriesTable } from './entries-table.tsx';
import { useTrainingQueue } from './queue.request.ts';
import { queueWords } from './queue.words.ts';
import { TrainersBox } from './trainers-box.tsx';

const STATES = ['running', 'queued', 'paused'] as const;
const countOf = (queue: TrainingQueueView, state: (typeof STATES)[number]): number => queue.entries.filter(({ status }) => status === state).length;

/** Who waits for what, and which trainers there are to do it. */
export function QueueScreen() {
  const t = useWords(queueWords);
  const { may } = useMe();
  const address = useAddress();
  const { data, error, refetch } = useTrainingQueue();
  const state = STATES.find((each) => each === address.get('state')) ?? null;
  return (
    <>
      <PageTitle
        title={data ? t('title', { running: countOf(data, 'running'), queued: countOf(data, 'queued') }) : t('loading')}
        lead={data ? <StateCounts path="/queue" here={state} all={{ word: t('all'), n: data.entries.length }} counts={STATES.map((each) => [each, countOf(data, each)])} /> : null}
      >
        {may('run.start') ? <Button component={Link} href="/runs/new" leftSection={<IconPlayerPlay size={15} />}>{t('start')}</Button> : null}
      </PageTitle>
      <ModelsTabs here="queue" />
      <Stack gap="md">
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
        {data ? <><EntriesTable entries={state === null ? data.entries : data.entries.filter(({ status }) => status === state)} filtered={state !== null} /><TrainersBox queue={data} /></> : error ? null : <RowSkeletons rows={6} height={32} />}
      </Stack>
    </>
  );
}
