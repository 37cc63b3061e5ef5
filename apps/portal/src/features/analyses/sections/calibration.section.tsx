'use client';
import type { AnalysisReport, CalibrationCurve, CalibrationResult } from '@echocohort/analyses';
import { calibrationChart, decimals, estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { distanceSource, groupSources } from '../curve-sources.ts';
import { FigureNumbers } from '../figure-numbers.tsx';
import { Estimate, NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { GroupChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

/** Calibration curves by set, and the figures behind them. */
export function CalibrationSection({ calibration, report }: { readonly calibration: CalibrationResult; readonly report: AnalysisReport }) {
  const { models } = report;
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  const groups = useMemo(() => [...new Set(calibration.curves.filter(({ refusal }) => refusal === null).map(({ group }) => group))], [calibration]);
  const charts = useMemo(() => groups.map((group) => calibrationChart(calibration, group, models, locale)), [groups, calibration, models, locale]);
  const distance = (curve: CalibrationCurve, value: number | null): ResultCell => (value === null ? cell('–') : cell(decimals(value, 3), <Sourced text={decimals(value, 3)} of={distanceSource(curve)} />));
  const number = (of: CalibrationCurve['slope'], places: number): ResultCell => cell(estimateText(of, places, locale), <Estimate of={of} places={places} />);
  const rows = calibration.curves.map((curve) => ({
    key: `${curve.model} ${curve.group}`,
    cells: [cell(modelLabel(models, curve.model, locale)), cell(GROUP_LABELS[curve.group][locale]), ...(curve.refusal
      ? [cell(why(curve.refusal), <NoNumber because={why(curve.refusal)} />), ...Array.from({ length: 6 }, () => cell('–'))]
      : [number(curve.inTheLarge, 2), number(curve.slope, 2), number(curve.observedToExpected, 2), number(curve.brier, 3), distance(curve, curve.ici), distance(curve, curve.emax),
          curve.hosmerLemeshow.refusal ? cell('–', <NoNumber because={why(curve.hosmerLemeshow.refusal)} />) : cell(curve.hosmerLemeshow.shown, <Sourced text={curve.hosmerLemeshow.shown} of={curve.hosmerLemeshow} />)])],
  }));
  return (
    <Stack gap="md">
      <div className={styles.charts}>{charts.map((chart, index) => <GroupChart key={groups[index]} group={groups[index]} chart={chart} />)}</div>
      <ResultTable texts={2} head={[t('model'), t('set'), t('inTheLarge'), t('slope'), t('observedToExpected'), 'Brier', 'ICI', 'Emax', 'Hosmer–Lemeshow p']} rows={rows} />
      <FigureNumbers>{() => <GroupTable calibration={calibration} report={report} />}</FigureNumbers>
    </Stack>
  );
}

/** Groups of similar risk, the markers of the figure. */
function GroupTable({ calibration, report }: { readonly calibration: CalibrationResult; readonly report: AnalysisReport }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const rows = calibration.curves.flatMap((curve) => groupSources(report, curve).flatMap(({ observed, predicted }, at) => {
    const group = curve.groups[at];
    if (group === undefined) return [];
    const share = `${estimateText({ value: group.observed, lower: group.lower, upper: group.upper }, 3, locale)}, ${group.events}/${group.n}`;
    return [{ key: `${curve.model} ${curve.group} ${at}`, cells: [cell(modelLabel(report.models, curve.model, locale)), cell(GROUP_LABELS[curve.group][locale]), cell(at + 1), cell(decimals(group.predicted, 3), <Sourced text={decimals(group.predicted, 3)} of={predicted} />), cell(share, <Sourced text={share} of={observed} />)] }];
  }));
  return <ResultTable texts={3} head={[t('model'), t('set'), t('tenth'), t('predicted'), t('observed')]} rows={rows} />;
}
