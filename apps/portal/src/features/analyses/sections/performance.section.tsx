'use client';
import type { AnalysisEstimate, AnalysisReport, PerformanceCell } from '@echocohort/analyses';
import { decimals, estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { cellSource } from '../curve-sources.ts';
import { Estimate, NoNumber, Sourced, useWhy } from '../number-cell.tsx';
import { cutOffSource, scoredSource } from '../number-sources.ts';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

const RATES = ['accuracy', 'sensitivity', 'specificity', 'ppv', 'npv'] as const;

/** Table 2: each model in each set at training's cut-off, counted in lesions. */
export function PerformanceTable({ cells, report, strata }: { readonly cells: readonly PerformanceCell[]; readonly report: AnalysisReport; readonly strata: boolean }) {
  const { models } = report;
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const number = (of: AnalysisEstimate): ResultCell => cell(estimateText(of, 3, locale), <Estimate of={of} />);
  const counted = (each: PerformanceCell, rate: (typeof RATES)[number]): ResultCell => {
    const text = estimateText(each[rate], 3, locale);
    return cell(text, <Sourced text={text} of={cellSource(report, each, rate)} />);
  };
  const rows = cells.map((each) => ({
    key: `${each.model} ${each.group} ${each.stratum?.variable ?? ''} ${each.stratum?.code ?? ''}`,
    cells: [
      cell(modelLabel(models, each.model, locale)), cell(GROUP_LABELS[each.group][locale]), ...(strata ? [cell(each.stratum ? local(each.stratum.label) : t('whole'))] : []),
      cell(`${each.n} (${each.events})`, <Sourced text={`${each.n} (${each.events})`} of={scoredSource(each)} />),
      ...(each.refusal ? [cell(why(each.refusal), <NoNumber because={why(each.refusal)} />), ...RATES.map(() => cell('–'))] : [number(each.auc), ...RATES.map((rate) => counted(each, rate))]),
      each.cutOff === null ? cell('–') : cell(decimals(each.cutOff, 3), <Sourced text={decimals(each.cutOff, 3)} of={cutOffSource(report, each.model)} />),
    ],
  }));
  return <ResultTable texts={strata ? 3 : 2} head={[t('model'), t('set'), ...(strata ? [t('stratum')] : []), `n (${t('malignant')})`, t('auc'), ...RATES.map((rate) => t(rate)), t('cutOff')]} rows={rows} />;
}
