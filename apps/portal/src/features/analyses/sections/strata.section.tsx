'use client';
import type { AnalysisReport, StratifiedResult } from '@echocohort/analyses';
import { GROUP_LABELS, modelLabel, strataChart } from '@echocohort/figures';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Sourced, useWhy } from '../number-cell.tsx';
import { refusedInteractions } from '../number-sources.ts';
import { ReportChart } from '../report-chart.tsx';
import { PerformanceTable } from './performance.section.tsx';

/** Performance by size and by liver background, and whether it differs between strata. */
export function StrataSection({ strata, report }: { readonly strata: StratifiedResult; readonly report: AnalysisReport }) {
  return <Stack gap="lg">{strata.variables.map((variable) => <Variable key={variable.code} variable={variable} report={report} />)}</Stack>;
}

function Variable({ variable, report }: { readonly variable: StratifiedResult['variables'][number]; readonly report: AnalysisReport }) {
  const { models } = report;
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const chart = useMemo(() => strataChart(variable, models, locale), [variable, models, locale]);
  const where = (model: string, group: keyof typeof GROUP_LABELS): string => `${modelLabel(models, model, locale)}${locale === 'zh' ? '，' : ', '}${GROUP_LABELS[group][locale]}`;
  return (
    <div>
      <Text fw={600} size="sm">{local(variable.label)}</Text>
      <ReportChart chart={chart} />
      <PerformanceTable cells={variable.cells} report={report} strata />
      {variable.interactions.map(({ model, group, test }) => (test.refusal ? null : <Text key={`${model} ${group}`} size="xs" component="div">{where(model, group)}: {t('p')} <Sourced text={test.shown} of={test} /></Text>))}
      {refusedInteractions(variable.interactions).map(({ refusal, where: places }) => <Text key={`${refusal.code} ${refusal.detail}`} size="xs" c="dimmed">{t('notTested', { where: places.map(({ model, group }) => where(model, group)).join(locale === 'zh' ? '；' : '; '), why: why(refusal) })}</Text>)}
    </div>
  );
}
