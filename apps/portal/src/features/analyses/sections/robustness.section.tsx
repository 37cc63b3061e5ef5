'use client';
import { noteText, type RobustnessResult } from '@echocohort/analyses';
import { estimateText, foldsChart } from '@echocohort/figures';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Estimate, Sourced, useWhy } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable } from '../result-table.tsx';

/** The areas of the folds, and whether they differ. */
export function RobustnessSection({ robustness }: { readonly robustness: RobustnessResult }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  const chart = useMemo(() => foldsChart(robustness, locale), [robustness, locale]);
  const rows = [...robustness.folds.map(({ fold, auc }) => ({ key: String(fold), cells: [cell(fold), cell(estimateText(auc, 3, locale), <Estimate of={auc} />)] })),
    { key: 'pooled', cells: [cell('∑'), cell(estimateText(robustness.pooled, 3, locale), <Estimate of={robustness.pooled} />)] }];
  return (
    <div className={styles.split}>
      <ReportChart chart={chart} />
      <div>
        <ResultTable head={[t('robustness'), t('auc')]} rows={rows} />
        <Text size="sm">{t('p')} {robustness.homogeneity.refusal ? why(robustness.homogeneity.refusal) : <Sourced text={robustness.homogeneity.shown} of={robustness.homogeneity} />}</Text>
        {robustness.warnings.map((warning) => <Text key={warning} size="xs" c="dimmed">{noteText(warning, locale)}</Text>)}
      </div>
    </div>
  );
}
