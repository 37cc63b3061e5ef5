'use client';
import type { RunView } from '@echocohort/contracts';
import { Alert } from '@mantine/core';
import { IconClock, IconPlayerPause, IconPlayerStop } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Moment } from '../../components/data/moment.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ActSentence } from './act-sentence.tsx';
import { ClockTime } from './clock-time.tsx';
import { placeOf, placeText } from './run-place.ts';
import { runsWords } from './runs.words.ts';

/** What the state of the run means just now and what happens next; nothing where the figures say it all. */
export function RunState({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  if (run.stopping !== null) return <Note icon={<IconClock size={16} />}>{t(run.stopping === 'pause' ? 'pausing' : 'cancelling')} <LastAct run={run} of={run.stopping === 'pause' ? 'paused' : 'cancelled'} /></Note>;
  switch (run.status) {
    case 'queued':
      return <Waiting run={run} />;
    case 'paused': {
      const place = placeOf(run);
      return <Note icon={<IconPlayerPause size={16} />}>{place ? t('pausedNote', { done: placeText(t, place) }) : t('pausedFresh')} <LastAct run={run} of="paused" /></Note>;
    }
    case 'cancelled':
      return <Note icon={<IconPlayerStop size={16} />}>{t('cancelledNote')} <LastAct run={run} of="cancelled" /></Note>;
    default:
      return null;
  }
}

/** Who asked for the state the run is in, when and why. */
function LastAct({ run, of }: { readonly run: RunView; readonly of: 'paused' | 'cancelled' }) {
  const act = run.acts.findLast((each) => each.act === of);
  return act ? <><ActSentence act={act} /> (<Moment at={act.at} />)</> : null;
}

function Waiting({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { queue } = run;
  const sentence = queue?.waitsFor === 'no-trainer' ? t('waitsNoTrainer') : queue?.waitsFor === 'next' ? t('waitsNext') : t('waitsBusy', { n: queue?.position ?? '–' });
  return (
    <Note icon={<IconClock size={16} />}>
      {sentence}{' '}
      {queue?.expectedStart ? <>{t('expected')} <ClockTime at={queue.expectedStart} />{queue.expectedEnd ? <>, {t('expectedEnd')} <ClockTime at={queue.expectedEnd} /></> : null}. </> : null}
      <Link href="/queue">{t('toQueue')}</Link>
    </Note>
  );
}

const Note = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => <Alert p="sm" variant="light" color="gray" icon={icon} role="status">{children}</Alert>;
