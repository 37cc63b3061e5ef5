'use client';
import { analysisName, guardName, methodName, noteText, type AnalysisReport } from '@echocohort/analyses';
import { Stack, Text } from '@mantine/core';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { cell, ResultTable } from '../result-table.tsx';

/** What was really used, and the guards that all of it passed. */
export function MethodsSection({ report }: { readonly report: AnalysisReport }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  return (
    <Stack gap="sm">
      <ResultTable texts={3} head={[t('method'), t('reference'), t('sections')]} rows={report.methods.map(({ method, reference, analyses }) => ({ key: `${method} ${reference}`, cells: [cell(methodName(method, locale)), cell(reference), cell(analyses.map((name) => analysisName(name, locale)).join(locale === 'zh' ? '、' : ', '))] }))} />
      <Text size="sm" fw={600}>{t('guards')}</Text>
      <Text size="xs" component="div">{report.guards.map(({ guard, checked }) => <div key={guard}>✓ {guardName(guard, locale)}: {t('checked', { n: checked })}</div>)}</Text>
      {report.warnings.map((warning) => <Text key={warning} size="xs" c="dimmed">{noteText(warning, locale)}</Text>)}
    </Stack>
  );
}
