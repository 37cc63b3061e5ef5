'use client';
import type { AnalysisEstimate, AnalysisReport, ComparisonResult, TestResult } from '@echocohort/analyses';
import { estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Estimate, NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { adjustedSource } from '../number-sources.ts';
import { cell, ResultTable } from '../result-table.tsx';

/** DeLong's tests between models of a set, and between sets of a model. */
export function ComparisonsSection({ comparisons, models }: { readonly comparisons: ComparisonResult; readonly models: AnalysisReport['models'] }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  const row = (key: string, where: string, pair: string, difference: AnalysisEstimate, test: TestResult) =>
    ({ key, cells: [cell(where), cell(pair), cell(estimateText(difference, 3, locale), <Estimate of={difference} />), test.refusal ? cell(why(test.refusal), <NoNumber because={why(test.refusal)} />) : cell(test.shown, <Sourced text={test.shown} of={test} />), test.adjustedShown === null ? cell('–') : cell(test.adjustedShown, <Sourced text={test.adjustedShown} of={adjustedSource(test)} />)] });
  const name = (code: string): string => modelLabel(models, code, locale);
  return (
    <ResultTable
      texts={2} head={[t('set'), t('comparisons'), t('difference'), t('p'), t('adjusted')]}
      rows={[
        ...comparisons.models.map(({ group, one, other, difference, test }) => row(`${group} ${one} ${other}`, GROUP_LABELS[group][locale], t('against', { one: name(one), other: name(other) }), difference, test)),
        ...comparisons.sets.map(({ model, one, other, difference, test }) => row(`${model} ${one} ${other}`, name(model), t('against', { one: GROUP_LABELS[one][locale], other: GROUP_LABELS[other][locale] }), difference, test)),
      ]}
    />
  );
}
