'use client';
import type { DryRunView } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import { durationText, sizeText } from '../../../components/data/figures.ts';
import { useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../runs.module.css';
import { startWords } from './start.words.ts';

const MEGABYTE = 1e6;

/** How long the whole takes, in one sentence, and what was measured for it. */
export function DryRunResult({ result }: { readonly result: NonNullable<DryRunView['result']> }) {
  const t = useWords(startWords);
  const { stepsTimed: n, trainings: k } = result;
  const sentence = k > 1
    ? t('estimateFolds', { n, k, time: durationText(result.secondsForAll), each: durationText(result.secondsInAll) })
    : t('estimate', { n, time: durationText(result.secondsInAll) });
  return (
    <>
      <Text fw={600} fz="lg">{sentence}</Text>
      <Text size="xs" c="dimmed" mb="sm">{t('earlier')}</Text>
      <dl className={styles.facts}>
        <dt>{t('perStep')}</dt><dd>{t('secondsEach', { s: result.secondsPerStep.toPrecision(3), n: result.imagesPerSecond.toFixed(result.imagesPerSecond < 10 ? 1 : 0) })}</dd>
        <dt>{t('stepsInAll')}</dt><dd>{t('stepsOf', { steps: result.stepsInAll, epochs: result.epochs })}</dd>
        <dt>{t('memory')}</dt><dd>{result.memoryMb === null ? '–' : sizeText(result.memoryMb * MEGABYTE)}</dd>
        <dt>{t('data')}</dt><dd>{t('dataOf', { lesions: result.lesions, images: result.images })}</dd>
        <dt>{t('where')}</dt><dd>{result.trainer} · {result.engine} · {t('threads', { n: result.threads })}</dd>
      </dl>
    </>
  );
}
