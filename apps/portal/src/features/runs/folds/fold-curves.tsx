'use client';
import type { CrossValidationView } from '@echocohort/contracts';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { intervalText } from '../../../components/data/figures.ts';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { RocChart, type RocCurve } from '../roc-chart.tsx';
import { foldsWords } from './folds.words.ts';

const COLOURS = ['#4f9fa8', '#b07a1e', '#6d45a8', '#1f5fae', '#7d868e'] as const;
const DASHES = ['dashed', 'dotted', 'solid'] as const;

/** The curve of each fold on its left-out patients, thin, and the pooled one over them. */
export function FoldCurves({ whole }: { readonly whole: CrossValidationView }) {
  const t = useWords(foldsWords);
  const { folds, pooled } = whole;
  const curves = useMemo(
    () => [
      ...folds.flatMap(({ fold, held }): RocCurve[] => (held && held.roc.length > 0 ? [{ name: t('foldN', { n: fold }), colour: COLOURS[(fold - 1) % COLOURS.length] ?? COLOURS[0], dash: DASHES[(fold - 1) % DASHES.length] ?? 'solid', width: 1.2, points: held.roc, area: intervalText(held.auc, held.lower, held.upper) }] : [])),
      ...(pooled && pooled.roc.length > 0 ? [{ name: t('pooledTitle'), colour: '#0a5761', dash: 'solid' as const, width: 2.6, points: pooled.roc, area: intervalText(pooled.auc, pooled.lower, pooled.upper) }] : []),
    ],
    [folds, pooled, t],
  );
  return <PanelBox title={t('rocTitle')}>{curves.length === 0 ? <Text size="sm" c="dimmed">{t('rocEmpty')}</Text> : <RocChart curves={curves} height={320} />}</PanelBox>;
}
