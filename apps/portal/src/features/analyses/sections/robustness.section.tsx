'use client';
import { noteText, type RobustnessResult } from '@echocohort/analyses';
import { decimals, estimateText, foldsChart } from '@echocohort/figures';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { meanSource } from '../curve-sources.ts';
import { Estimate, Sourced, useWhy } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

/** The areas of the folds, and whether they differ. */
export function RobustnessSection({ robustness }: { readonly robustness: RobustnessResult }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  const chart = useMemo(() => foldsChart(robustness, locale), [robustness, locale]);
  const { external, mean, deviation } = robustness;
  const area = (auc: RobustnessResult['pooled'] | undefined): ResultCell => (auc === undefined ? cell('–') : cell(estimateText(auc, 3, locale), <Estimate of={auc} />));
  const outside = (fold: number): ResultCell[] => (external === null ? [] : [area(external.areas.find((each) => each.fold === fold)?.auc)]);
  const spread = mean === null ? null : `${decimals(mean, 3)}${deviation === null ? '' : ` ± ${decimals(deviation, 3)}`}`;
  const rows = [...robustness.folds.map(({ fold, auc }) => ({ key: String(fold), cells: [cell(fold), area(auc), ...outside(fold)] })),
    { key: 'pooled', cells: [cell('∑'), area(robustness.pooled), ...(external === null ? [] : [cell('')])] }];
  const tested = (test: RobustnessResult['homogeneity']) => (test.refusal ? why(test.refusal) : <Sourced text={test.shown} of={test} />);
  return (
    <div className={styles.split}>
      <ReportChart chart={chart} />
      <div>
        <ResultTable head={[t('robustness'), t('auc'), ...(external === null ? [] : [t('external')])]} rows={rows} />
        {spread === null ? null : <Text size="sm">{t('meanOfFolds')} <Sourced text={spread} of={meanSource(robustness)} /></Text>}
        <Text size="sm">{t('p')} {tested(robustness.homogeneity)}{external === null ? '' : <> · {t('external')}: {t('p')} {tested(external.overall)}</>}</Text>
        {robustness.warnings.map((warning) => <Text key={warning} size="xs" c="dimmed">{noteText(warning, locale)}</Text>)}
      </div>
    </div>
  );
}
