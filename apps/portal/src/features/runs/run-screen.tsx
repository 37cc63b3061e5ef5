'use client';
import type { RunView } from '@echocohort/contracts';
import { Group, Progress, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { durationText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { BundleTable } from './bundle-table.tsx';
import { CancelRun } from './cancel-run.tsx';
import { LossChart } from './loss-chart.tsx';
import { Results } from './results.tsx';
import { useRun } from './run.request.ts';
import { runsWords } from './runs.words.ts';

/** A training run: how far while it trains, results first when it has finished. */
export function RunScreen({ runId }: { readonly runId: string }) {
  const { may } = useMe();
  const { data: run, error, refetch } = useRun(runId);
  if (error && !run) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!run) return <RowSkeletons rows={5} height={80} />;
  const underWay = run.status === 'queued' || run.status === 'running';
  return (
    <>
      <RunHead run={run} cancel={underWay && may('run.start') ? <CancelRun runId={run.id} /> : null} />
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      <Stack gap="md">
        {underWay ? <Live run={run} /> : null}
        {run.error ? <PanelBox><Text size="sm" c="var(--ec-blocked)">{run.error}</Text></PanelBox> : null}
        {run.metrics.length > 0 ? <Results run={run} /> : null}
        {run.history.length > 0 ? <LossChart history={run.history} /> : null}
        {run.bundle.length > 0 ? <BundleTable run={run} /> : null}
      </Stack>
    </>
  );
}

function RunHead({ run, cancel }: { readonly run: RunView; readonly cancel: ReactNode }) {
  const t = useWords(runsWords);
  const { config, progress } = run;
  const title = progress ? t('heading', { model: config.model, epoch: progress.epoch, epochs: progress.epochs }) : t('headingPlain', { model: config.model });
  return (
    <PageTitle
      title={title}
      lead={
        <>
          <StateChip state={run.status} />
          <span>{t('snapshot')} <Link href={`/snapshots/${run.snapshotId}`}><span className="mono">{run.snapshotRoot.slice(0, 16)}</span></Link></span>
          <span>{t('config', { width: config.width, size: config.imageSize, batch: config.batchSize, seed: config.seed })}</span>
          <span>{t('engine')} {run.engine ?? config.engine}</span>
          <Moment at={run.startedAt} />
          {run.modelDigest ? <span>{t('digest')} <Digest value={run.modelDigest} /></span> : null}
        </>
      }
    >
      {cancel}
    </PageTitle>
  );
}

function Live({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { progress } = run;
  if (!progress) return <PanelBox><Text size="sm">{t('waiting')}</Text></PanelBox>;
  return (
    <PanelBox>
      <Progress value={(100 * progress.epoch) / progress.epochs} size="md" />
      <Group gap="lg" mt="sm">
        <Text size="sm">{t('epoch')} <strong>{progress.epoch} / {progress.epochs}</strong></Text>
        <Text size="sm">{t('loss')} <strong>{progress.loss.toFixed(4)}</strong></Text>
        <Text size="sm">{t('speed', { n: progress.imagesPerSecond.toFixed(0) })}</Text>
        {progress.secondsLeft === null ? null : <Text size="sm">{t('left', { time: durationText(progress.secondsLeft) })}</Text>}
        {progress.internalAuc === null ? null : <Text size="sm">{t('internal')} <strong>{progress.internalAuc.toFixed(3)}</strong></Text>}
      </Group>
    </PanelBox>
  );
}
