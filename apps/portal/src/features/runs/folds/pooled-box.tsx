'use client';
import { methodName } from '@echocohort/analyses';
import { crossValidationRoutes, urlOf, type CrossValidationView } from '@echocohort/contracts';
import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Digest } from '../../../components/data/digest.tsx';
import { intervalText } from '../../../components/data/figures.ts';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { noFigureText } from '../no-figure-words.ts';
import styles from '../runs.module.css';
import { foldsWords } from './folds.words.ts';
import { meanText, pText } from './mean-text.ts';

/** What all folds say together, once every one has finished. */
export function PooledBox({ whole }: { readonly whole: CrossValidationView }) {
  const t = useWords(foldsWords);
  const { locale } = useLocale();
  const { pooled } = whole;
  const done = whole.folds.filter(({ status }) => status === 'finished').length;
  if (!pooled) return <PanelBox title={t('pooledTitle')}><Text size="sm">{t('pooledPending', { done, of: whole.of })}</Text></PanelBox>;
  const download = <Button size="compact-sm" variant="default" component="a" href={urlOf('', crossValidationRoutes.outOfFoldScores, { params: { crossValidationId: whole.id } })} download leftSection={<IconDownload size={14} />}>{t('scores')}</Button>;
  return (
    <PanelBox title={t('pooledTitle')} aside={download}>
      <Text fz="lg" fw={600}>{pooled.refusal !== null ? noFigureText(pooled.refusal, locale) : intervalText(pooled.auc, pooled.lower, pooled.upper)}</Text>
      <Text size="sm" c="dimmed" mb="sm">{t('pooledOf', { lesions: pooled.lesions, patients: pooled.patients, malignant: pooled.malignant })}</Text>
      <dl className={styles.facts}>
        <dt>{t('meanSd')}</dt><dd>{meanText(pooled)}</dd>
        <dt>{t('equality')}</dt><dd>{pooled.equality ? t('equalityText', { chi: pooled.equality.chiSquare.toFixed(2), df: pooled.equality.degreesOfFreedom, p: pText(pooled.equality.p) }) : (pooled.equalityRefusal === null ? '–' : noFigureText(pooled.equalityRefusal, locale))}<Text size="xs" c="dimmed">{t('equalityNote')}</Text></dd>
        <dt>{t('method')}</dt><dd>{methodName(pooled.method, locale)}</dd>
        <dt>{t('digest')}</dt><dd><Digest value={pooled.predictions} /></dd>
      </dl>
    </PanelBox>
  );
}
