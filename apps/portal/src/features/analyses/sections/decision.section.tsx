'use client';
import type { AnalysisReport, DecisionCurveResult } from '@echocohort/analyses';
import { avoidedChart, decimals, decisionCurveChart, estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { decisionSource } from '../curve-sources.ts';
import { FigureNumbers } from '../figure-numbers.tsx';
import { Sourced } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';
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
      {set.refusal ? <Refusal code={set.refusal.code} detail={set.refusal.detail} /> : (
        <>
          <div className={styles.charts}>{charts.map((chart) => <ReportChart key={chart.description} chart={chart} />)}</div>
          <FigureNumbers>{() => <BenefitTable set={set} models={models} />}</FigureNumbers>
        </>
      )}
    </div>
  );
}

/** A curve at every tenth of the threshold; where none was computed, at every threshold that was. */
const shownAt = (thresholds: readonly number[]): readonly number[] => {
  const tenths = thresholds.filter((threshold) => Math.abs(threshold * 10 - Math.round(threshold * 10)) < 1e-9);
  return tenths.length > 0 ? tenths : thresholds;
};

/** Net benefit and interventions avoided of each model by threshold, beside treating all. */
function BenefitTable({ set, models }: { readonly set: DecisionCurveResult['sets'][number]; readonly models: AnalysisReport['models'] }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const sourced = (text: string, banded: boolean): ResultCell => cell(text, <Sourced text={text} of={decisionSource(set, banded)} />);
  const names = set.models.map(({ model }) => modelLabel(models, model, locale));
  return (
    <ResultTable
      head={[t('threshold'), t('treatAll'), ...names.map((name) => `${t('netBenefit')}, ${name}`), ...names.map((name) => `${t('avoided')}, ${name}`)]}
      rows={shownAt(set.treatAll.map(({ threshold }) => threshold)).map((threshold) => {
        const points = set.models.map((model) => model.points.find((point) => point.threshold === threshold));
        const all = set.treatAll.find((point) => point.threshold === threshold);
        return {
          key: String(threshold),
          cells: [
            cell(`${Math.round(threshold * 100)}%`), all === undefined ? cell('–') : sourced(decimals(all.netBenefit, 3), false),
            ...points.map((point) => (point === undefined ? cell('–') : sourced(estimateText({ value: point.netBenefit, lower: point.lower, upper: point.upper }, 3, locale), true))),
            ...points.map((point) => (typeof point?.avoidedPer100 === 'number' ? sourced(decimals(point.avoidedPer100, 1), false) : cell('–'))),
          ],
        };
      })}
    />
  );
}
