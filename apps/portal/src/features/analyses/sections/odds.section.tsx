'use client';
import type { OddsResult } from '@echocohort/analyses';
import { estimateText, forestChart } from '@echocohort/figures';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Estimate, NoNumber, useWhy } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';
import { Refusal } from './section.tsx';

/** Univariable odds ratios beside the multivariable ones, with the forest plot of what was kept. */
export function OddsSection({ odds }: { readonly odds: OddsResult }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const chart = useMemo(() => forestChart(odds.multivariable, locale), [odds, locale]);
  const together = new Map(odds.multivariable.terms.map((term) => [term.term, term]));
  const numbers = (term: OddsResult['multivariable']['terms'][number] | undefined): ResultCell[] =>
    (term ? [cell(estimateText(term.odds, 2, locale), <Estimate of={term.odds} places={2} />), cell(term.shown)] : [cell('–'), cell('–')]);
  const rows = odds.univariable.flatMap(({ factor, label, fit, kept }) => fit.terms.length === 0
    ? [{ key: factor, cells: [cell(local(label)), cell(fit.refusal ? why(fit.refusal) : '–', <NoNumber because={fit.refusal ? why(fit.refusal) : ''} />), cell('–'), cell('–'), cell('–')] }]
    : fit.terms.map((term) => ({ key: term.term, cells: [cell(`${local(term.label)}${kept ? ` · ${t('kept')}` : ''}`), ...numbers(term), ...numbers(together.get(term.term))] })));
  return (
    <Stack gap="md">
      <ResultTable head={[t('factor'), t('univariable'), t('p'), t('multivariable'), t('p')]} rows={rows} />
      {odds.multivariable.refusal ? <Refusal code={odds.multivariable.refusal.code} detail={odds.multivariable.refusal.detail} /> : <ReportChart chart={chart} />}
      {odds.notes.map((note) => <Text key={note.en} size="xs" c="dimmed">{local(note)}</Text>)}
    </Stack>
  );
}
