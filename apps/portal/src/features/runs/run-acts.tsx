'use client';
import type { RunView } from '@echocohort/contracts';
import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useResumeRun, useRunAct } from './run.request.ts';
import { runsWords } from './runs.words.ts';

/** Pause, resume and cancel of a run that has not ended; whoever may not is told why. */
export function RunActs({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const toast = useToast();
  const [asking, setAsking] = useState<'pause' | 'cancel' | null>(null);
  const resume = useResumeRun(run.id);
  const barred = !run.yours || run.stopping !== null;
  const why = !run.yours ? t('notYours', { name: run.startedBy }) : run.stopping === 'pause' ? t('pausing') : t('cancelling');
  return (
    <>
      {resume.error ? <ProblemNote error={resume.error} /> : null}
      <Tooltip label={why} disabled={!barred}>
        <span style={{ display: 'inline-flex', gap: 8 }} tabIndex={barred ? 0 : undefined} aria-label={barred ? why : undefined}>
          {run.status === 'paused'
            ? <Button leftSection={<IconPlayerPlay size={15} />} disabled={barred} loading={resume.isPending} onClick={() => resume.mutate(undefined, { onSuccess: () => toast(t('resumed')) })}>{t('resume')}</Button>
            : <Button variant="default" leftSection={<IconPlayerPause size={15} />} disabled={barred} onClick={() => setAsking('pause')}>{t('pause')}</Button>}
          <Button variant="default" leftSection={<IconPlayerStop size={15} />} disabled={barred} onClick={() => setAsking('cancel')}>{t('cancel')}</Button>
        </span>
      </Tooltip>
      {asking ? <AskedAct key={asking} runId={run.id} act={asking} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

function AskedAct({ runId, act, onClose }: { readonly runId: string; readonly act: 'pause' | 'cancel'; readonly onClose: () => void }) {
  const t = useWords(runsWords);
  const toast = useToast();
  const ask = useRunAct(runId, act);
  const cancelling = act === 'cancel';
  return (
    <ReasonDialog
      title={t(cancelling ? 'cancel' : 'pause')} explain={t(cancelling ? 'cancelExplain' : 'pauseExplain')} label={t(cancelling ? 'cancelWhy' : 'pauseWhy')}
      destructive={cancelling} pending={ask.isPending} error={ask.error} onClose={onClose}
      onReason={(reason) => ask.mutate(reason, { onSuccess: () => { onClose(); toast(t(cancelling ? 'cancelled' : 'paused')); } })}
    />
  );
}
