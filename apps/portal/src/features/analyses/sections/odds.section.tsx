'use client';
import type { FitResult, OddsResult } from '@echocohort/analyses';
import { estimateText, forestChart } from '@echocohort/figures';
import type { LocalText } from '@echocohort/kernel';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Estimate, NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { coefficientTest, firthSource, firthTest } from '../number-sources.ts';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';
import { Refusal } from './section.tsx';

/** Univariable odds ratios beside the multivariable ones, with the forest plot of what was kept. */
export function OddsSection({ odds, level }: { readonly odds: OddsResult; readonly level: number }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const chart = useMemo(() => forestChart(odds.multivariable, locale), [odds, locale]);
  const together = new Map(odds.multivariable.terms.map((term) => [term.term, term]));
  const numbers = (term: OddsResult['multivariable']['terms'][number] | undefined): ResultCell[] =>
    (term ? [cell(estimateText(term.odds, 2, locale), <Estimate of={term.odds} places={2} />), cell(term.shown, <Sourced text={term.shown} of={coefficientTest(term)} />)] : [cell('–'), cell('–')]);
  const penalised = (fit: FitResult, name: string): ResultCell[] => {
    const found = fit.firth?.find(({ term }) => term === name);
    if (!found) return [cell('–'), cell('–')];
    const text = estimateText({ value: found.oddsRatio, lower: found.lower, upper: found.upper }, 2, locale);
    return [cell(`${text} *`, <><Sourced text={text} of={firthSource(fit, level)} /> *</>), cell(found.shown, <Sourced text={found.shown} of={firthTest(fit)} />)];
  };
  const joint = (term: string): ResultCell[] => (together.has(term) ? numbers(together.get(term)) : penalised(odds.multivariable, term));
  const rows = odds.univariable.flatMap(({ factor, label, fit, kept }) => {
    const named = (of: LocalText): ResultCell => cell(`${local(of)}${kept ? ` · ${t('kept')}` : ''}`);
    if (fit.terms.length > 0) return fit.terms.map((term) => ({ key: term.term, cells: [named(term.label), ...numbers(term), ...joint(term.term)] }));
    const firth = (fit.firth ?? []).filter(({ term }) => term !== '(Intercept)');
    if (firth.length > 0) return firth.map(({ term, label: own }) => ({ key: term, cells: [named(own ?? label), ...penalised(fit, term), ...joint(term)] }));
    return [{ key: factor, cells: [named(label), cell(fit.refusal ? why(fit.refusal) : '–', <NoNumber because={fit.refusal ? why(fit.refusal) : ''} />), cell('–'), cell('–'), cell('–')] }];
  });
  const separated = [...odds.univariable.map(({ fit }) => fit), odds.multivariable].some(({ firth }) => firth !== null);
  return (
    <Stack gap="md">
      <ResultTable head={[t('factor'), t('univariable'), t('p'), t('multivariable'), t('p')]} rows={rows} />
      {odds.multivariable.refusal ? <Refusal code={odds.multivariable.refusal.code} detail={odds.multivariable.refusal.detail} /> : <ReportChart chart={chart} />}
      {separated ? <Text size="xs" c="dimmed">{t('firthWhy')}</Text> : null}
      {odds.notes.map((note) => <Text key={note.en} size="xs" c="dimmed">{local(note)}</Text>)}
    </Stack>
  );
}
