'use client';
import { methodName, type AnalysisReport, type StratifiedResult } from '@echocohort/analyses';
import { GROUP_LABELS, modelLabel, strataChart } from '@echocohort/figures';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { useWhy } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { PerformanceTable } from './performance.section.tsx';

/** Performance by size and by liver background, and whether it differs between strata. */
export function StrataSection({ strata, models }: { readonly strata: StratifiedResult; readonly models: AnalysisReport['models'] }) {
  return <Stack gap="lg">{strata.variables.map((variable) => <Variable key={variable.code} variable={variable} models={models} />)}</Stack>;
}

function Variable({ variable, models }: { readonly variable: StratifiedResult['variables'][number]; readonly models: AnalysisReport['models'] }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const chart = useMemo(() => strataChart(variable, models, locale), [variable, models, locale]);
  return (
    <div>
      <Text fw={600} size="sm">{local(variable.label)}</Text>
      <ReportChart chart={chart} />
      <PerformanceTable cells={variable.cells} models={models} strata />
      {variable.interactions.map(({ model, group, test }) => <Text key={`${model} ${group}`} size="xs">{modelLabel(models, model, locale)}, {GROUP_LABELS[group][locale]}: {t('p')} {test.refusal ? why(test.refusal) : test.shown} ({methodName(test.method, locale)})</Text>)}
    </div>
  );
}
