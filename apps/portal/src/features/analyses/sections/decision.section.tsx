'use client';
import type { AnalysisReport, DecisionCurveResult } from '@echocohort/analyses';
import { avoidedChart, decisionCurveChart, GROUP_LABELS } from '@echocohort/figures';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { ReportChart } from '../report-chart.tsx';
import { Refusal } from './section.tsx';

/** Net benefit and interventions avoided, by set. */
export function DecisionSection({ decision, models }: { readonly decision: DecisionCurveResult; readonly models: AnalysisReport['models'] }) {
  return <Stack gap="md">{decision.sets.map((set) => <DecisionSet key={set.group} set={set} models={models} />)}</Stack>;
}

function DecisionSet({ set, models }: { readonly set: DecisionCurveResult['sets'][number]; readonly models: AnalysisReport['models'] }) {
  const { locale } = useLocale();
  const charts = useMemo(() => (set.refusal ? [] : [decisionCurveChart(set, models, locale), avoidedChart(set, models, locale)]), [set, models, locale]);
  return (
    <div>
      <Text size="sm" fw={600}>{GROUP_LABELS[set.group][locale]}</Text>
      {set.refusal ? <Refusal code={set.refusal.code} detail={set.refusal.detail} /> : <div className={styles.charts}>{charts.map((chart) => <ReportChart key={chart.description} chart={chart} />)}</div>}
    </div>
  );
}
