'use client';
import type { RunView } from '@echocohort/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { IconEyeCheck, IconListDetails, IconPhotoSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { AucChart } from './auc-chart.tsx';
import { BundleTable } from './bundle-table.tsx';
import { LossChart } from './loss-chart.tsx';
import { Results } from './results.tsx';
import { RunActs } from './run-acts.tsx';
import { RunCourse } from './run-course.tsx';
import { RunFailure } from './run-failure.tsx';
import { RunHead } from './run-head.tsx';
import { RunLive } from './run-live.tsx';
import { RunLog } from './run-log.tsx';
import { RunState } from './run-state.tsx';
import { useRun } from './run.request.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

const ENDED = ['finished', 'failed', 'cancelled'];

/** A training run: how far while it trains, results first when it has finished. */
export function RunScreen({ runId }: { readonly runId: string }) {
  const { may } = useMe();
  const { data: run, error, refetch } = useRun(runId);
  if (error && !run) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!run) return <RowSkeletons rows={5} height={80} />;
  const ended = ENDED.includes(run.status);
  return (
    <>
      <RunHead run={run}>{ended ? <RunLinks run={run} /> : may('run.start') ? <RunActs run={run} /> : null}</RunHead>
      <Stack gap="md">
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
        <RunState run={run} />
        {run.status === 'failed' ? <RunFailure run={run} /> : null}
        {run.metrics.length > 0 ? <Results run={run} /> : null}
        {run.status === 'finished' ? null : <RunLive run={run} />}
        <Curves run={run} />
        <div className={styles.halves}>
          <RunLog runId={run.id} underWay={!ended} />
          <RunCourse run={run} />
        </div>
        {run.bundle.length > 0 ? <BundleTable run={run} /> : null}
      </Stack>
    </>
  );
}

function Curves({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { history } = run;
  const points = useMemo(() => history.map(({ epoch, internalAuc, internalLower, internalUpper }) => ({ epoch, auc: internalAuc, lower: internalLower, upper: internalUpper })), [history]);
  if (history.length === 0) return run.status === 'running' ? <Text size="sm" c="dimmed">{t('noEpochYet')}</Text> : null;
  return <div className={styles.halves}><LossChart history={history} /><AucChart points={points} epochs={history.at(-1)?.epochs ?? 1} /></div>;
}

/** Where a finished model leads: its mistakes, its use (a fold's model is for judging the settings, not for use), and what it learned from. */
function RunLinks({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  if (run.status !== 'finished') return null;
  return (
    <>
      <Button variant="default" component={Link} href={`/runs/${run.id}/failures`} leftSection={<IconPhotoSearch size={15} />}>{t('linkFailures')}</Button>
      {run.crossValidation === null && <Button variant="default" component={Link} href={`/second-opinion?model=${run.id}`} leftSection={<IconEyeCheck size={15} />}>{t('linkOpinion')}</Button>}
      <Button variant="default" component={Link} href={`/runs/${run.id}/lesions`} leftSection={<IconListDetails size={15} />}>{t('linkLesions')}</Button>
    </>
  );
}
