'use client';
import type { RunView } from '@echocohort/contracts';
import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { durationText, intervalText, percentText, sizeText } from '../../components/data/figures.ts';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ClockTime } from './clock-time.tsx';
import { latestOf, shareDone } from './run-place.ts';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

const MEGABYTE = 1e6;
const later = (at: string, seconds: number): string => new Date(new Date(at).getTime() + seconds * 1000).toISOString();

/** How far the training is, and every figure that tells whether it goes well. */
export function RunLive({ run }: { readonly run: RunView }) {
  const t = useWords(runsWords);
  const { progress } = run;
  const now = latestOf(run);
  if (!now) return null;
  const share = shareDone(run);
  const { secondsLeft: seconds, memoryMb: memory } = now;
  const moving = run.status === 'running';
  return (
    <PanelBox>
      <Progress value={100 * share} size="md" aria-label={t('done', { n: Math.floor(100 * share) })} color={moving ? undefined : 'gray'} />
      <dl className={styles.figures}>
        <Figure name={t('progress')}>{t('done', { n: Math.floor(100 * share) })}</Figure>
        <Figure name={t('epoch')}>{now.epoch} / {now.epochs}</Figure>
        <Figure name={t('step')}>{'steps' in now ? `${now.step} / ${now.steps}` : '–'}</Figure>
        <Figure name={t('loss')}>{now.loss.toFixed(4)}</Figure>
        <Figure name={t('internalInterval')}>{progress ? intervalText(progress.internalAuc, progress.internalLower, progress.internalUpper) : '–'}</Figure>
        <Figure name={t('speed')}>{t('imagesPerSecond', { n: now.imagesPerSecond.toFixed(now.imagesPerSecond < 10 ? 1 : 0) })}</Figure>
        <Figure name={t('memory')}>{memory === null ? '–' : sizeText(memory * MEGABYTE)}</Figure>
        {progress?.engineShare == null ? null : <Figure name={t('engineShare')}>{percentText(progress.engineShare, 1)}</Figure>}
        {moving ? <Figure name={t('timeLeft')}>{seconds === null ? t('notKnown') : <>{t('about', { time: durationText(seconds) })} · <ClockTime at={later(now.at, seconds)} /></>}</Figure> : null}
      </dl>
    </PanelBox>
  );
}

/** A name over its figure. */
export function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
