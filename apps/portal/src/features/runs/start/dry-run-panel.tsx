'use client';
import type { DryRunView } from '@echocohort/contracts';
import { Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay, IconStopwatch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { problemIn } from '../../../components/api/call.ts';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { useToast } from '../../../components/shell/toasts.tsx';
import { useLocal, useWords } from '../../../components/words/locale-provider.tsx';
import { failureWords } from '../failure-words.ts';
import styles from '../runs.module.css';
import { DryRunResult } from './dry-run-result.tsx';
import { useDryRun, useStartDryRun, useStartTraining, type Wish } from './start.request.ts';
import { startWords } from './start.words.ts';
import { useTrial } from './use-trial.ts';

/** The timed trial and the start. What was tried is shown only as long as the settings are those that were tried. */
export function DryRunPanel({ wish, why }: { readonly wish: Wish | null; readonly why: 'mendFirst' | 'chooseFirst' }) {
  const t = useWords(startWords);
  const trial = useTrial(wish);
  const ask = useStartDryRun();
  const dryRun = useDryRun(trial.snapshotId ?? '', trial.id);
  const gone = dryRun.error !== null && problemIn(dryRun.error).status === 404;
  const waiting = dryRun.data?.status === 'queued' || dryRun.data?.status === 'running';
  const tried = dryRun.data?.status === 'finished' && !trial.stale;
  const time = () => {
    if (wish) ask.mutate(wish, { onSuccess: ({ id }) => trial.remember(id, wish) });
  };
  return (
    <PanelBox title={t('trial')}>
      <Text size="sm" mb="sm">{t('trialWhy')}</Text>
      <Group gap="sm">
        <Tooltip label={t(why)} disabled={wish !== null}><span><Button variant={tried ? 'default' : 'filled'} leftSection={<IconStopwatch size={15} />} disabled={wish === null || waiting} loading={ask.isPending} onClick={time}>{t(trial.id === null ? 'trialAct' : 'trialAgain')}</Button></span></Tooltip>
        <StartButton wish={wish} why={why} tried={tried} />
      </Group>
      <div className={styles.trial} aria-live="polite">
        {ask.error ? <ProblemNote error={ask.error} /> : null}
        {gone ? <Text size="sm" c="dimmed">{t('trialGone')}</Text> : dryRun.error ? <ProblemNote error={dryRun.error} onRetry={() => void dryRun.refetch()} /> : null}
        {dryRun.data && trial.stale ? <Text size="sm" c="var(--ec-needs-you)">{t('stale')}</Text> : null}
        {dryRun.data ? <Found trial={dryRun.data} faded={trial.stale} /> : null}
      </div>
    </PanelBox>
  );
}

function StartButton({ wish, why, tried }: { readonly wish: Wish | null; readonly why: 'mendFirst' | 'chooseFirst'; readonly tried: boolean }) {
  const t = useWords(startWords);
  const router = useRouter();
  const toast = useToast();
  const start = useStartTraining();
  const [left, setLeft] = useState(false);
  const go = () => {
    if (wish) start.mutate(wish, { onSuccess: (address) => { setLeft(true); toast(t('started')); router.push(address); } });
  };
  const words = !tried ? t('startUntried') : wish?.folds == null ? t('start') : t('startFolds', { k: wish.folds });
  return (
    <>
      <Tooltip label={t(why)} disabled={wish !== null}><span><Button variant={tried ? 'filled' : 'default'} leftSection={<IconPlayerPlay size={15} />} disabled={wish === null} loading={start.isPending || left} onClick={go}>{words}</Button></span></Tooltip>
      {start.error ? <ProblemNote error={start.error} /> : null}
    </>
  );
}

function Found({ trial, faded }: { readonly trial: DryRunView; readonly faded: boolean }) {
  const t = useWords(startWords);
  const local = useLocal();
  if (trial.status === 'queued') return <Text size="sm">{trial.queue?.waitsFor === 'no-trainer' ? t('trialNoTrainer') : t('trialQueued', { n: trial.queue?.position ?? '–' })}</Text>;
  if (trial.status === 'running') return <Text size="sm">{t('trialRunning')}</Text>;
  if (trial.result) return <div style={{ opacity: faded ? 0.6 : 1 }}><DryRunResult result={trial.result} /></div>;
  const words = failureWords(trial.failure?.code ?? '');
  return (
    <Alert color="red" variant="light" p="sm" role="alert" icon={<IconAlertTriangle size={16} />} title={t('trialFailed')}>
      <Text size="sm" fw={600}>{local(words.what)}</Text>
      <Text size="sm">{trial.failure?.detail}</Text>
      <Text size="sm" mt={4}>{t('next')}: {local(words.next)}</Text>
      <Text size="xs" c="dimmed" mt={2}>{t('code')}: <span className="mono">{trial.failure?.code}</span></Text>
    </Alert>
  );
}
