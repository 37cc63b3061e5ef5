'use client';
import type { AnalysisEstimate, AnalysisReport, PerformanceCell } from '@echocohort/analyses';
import { decimals, estimateText, GROUP_LABELS, modelLabel } from '@echocohort/figures';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { Count, Estimate, NoNumber, useWhy } from '../number-cell.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

const RATES = ['accuracy', 'sensitivity', 'specificity', 'ppv', 'npv'] as const;

/** Table 2: each model in each set at training's cut-off, counted in lesions. */
export function PerformanceTable({ cells, models, strata }: { readonly cells: readonly PerformanceCell[]; readonly models: AnalysisReport['models']; readonly strata: boolean }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const local = useLocal();
  const { locale } = useLocale();
  const number = (of: AnalysisEstimate): ResultCell => cell(estimateText(of, 3, locale), <Estimate of={of} />);
  const rows = cells.map((each) => ({
    key: `${each.model} ${each.group} ${each.stratum?.variable ?? ''} ${each.stratum?.code ?? ''}`,
    cells: [
      cell(modelLabel(models, each.model, locale)), cell(GROUP_LABELS[each.group][locale]), ...(strata ? [cell(each.stratum ? local(each.stratum.label) : t('whole'))] : []),
      cell(`${each.n} (${each.events})`, <Count value={`${each.n} (${each.events})`} ids={each.ids} />),
      ...(each.refusal ? [cell(why(each.refusal), <NoNumber because={why(each.refusal)} />), ...RATES.map(() => cell('–'))] : [number(each.auc), ...RATES.map((rate) => number(each[rate]))]),
      cell(each.cutOff === null ? '–' : decimals(each.cutOff, 3)),
    ],
  }));
  return <ResultTable texts={strata ? 3 : 2} head={[t('model'), t('set'), ...(strata ? [t('characteristic')] : []), `n (${t('malignant')})`, t('auc'), ...RATES.map((rate) => t(rate)), t('cutOff')]} rows={rows} />;
}
