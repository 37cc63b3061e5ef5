'use client';
import type { AnalysisReport, CalibrationResult } from '@echocohort/analyses';
import { calibrationChart, estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Estimate, NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { GroupChart } from '../report-chart.tsx';
import { cell, ResultTable } from '../result-table.tsx';

/** Calibration curves by set, and the figures behind them. */
export function CalibrationSection({ calibration, models }: { readonly calibration: CalibrationResult; readonly models: AnalysisReport['models'] }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  const groups = useMemo(() => [...new Set(calibration.curves.filter(({ refusal }) => refusal === null).map(({ group }) => group))], [calibration]);
  const charts = useMemo(() => groups.map((group) => calibrationChart(calibration, group, models, locale)), [groups, calibration, models, locale]);
  const rows = calibration.curves.map((curve) => ({
    key: `${curve.model} ${curve.group}`,
    cells: [cell(modelLabel(models, curve.model, locale)), cell(GROUP_LABELS[curve.group][locale]), ...(curve.refusal
      ? [cell(why(curve.refusal), <NoNumber because={why(curve.refusal)} />), cell('–'), cell('–'), cell('–')]
      : [cell(estimateText(curve.inTheLarge, 2, locale), <Estimate of={curve.inTheLarge} places={2} />), cell(estimateText(curve.slope, 2, locale), <Estimate of={curve.slope} places={2} />),
          cell(estimateText(curve.brier, 3, locale), <Estimate of={curve.brier} />), curve.hosmerLemeshow.refusal ? cell('–', <NoNumber because={why(curve.hosmerLemeshow.refusal)} />) : cell(curve.hosmerLemeshow.shown, <Sourced text={curve.hosmerLemeshow.shown} of={curve.hosmerLemeshow} />)])],
  }));
  return (
    <Stack gap="md">
      <div className={styles.charts}>{charts.map((chart, index) => <GroupChart key={groups[index]} group={groups[index]} chart={chart} />)}</div>
      <ResultTable texts={2} head={[t('model'), t('set'), t('inTheLarge'), t('slope'), 'Brier', 'Hosmer–Lemeshow p']} rows={rows} />
    </Stack>
  );
}
