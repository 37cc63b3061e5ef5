'use client';
import type { IntervalResult } from '@echocohort/analyses';
import { GROUP_LABELS, intervalChart } from '@echocohort/figures';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Count } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable } from '../result-table.tsx';

/** Days from the scan to the specimen (STARD item 22). */
export function IntervalSection({ interval }: { readonly interval: IntervalResult }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const chart = useMemo(() => intervalChart(interval, locale), [interval, locale]);
  return (
    <div className={styles.split}>
      <ReportChart chart={chart} />
      <ResultTable
        head={[t('set'), 'n', t('median'), `> ${interval.mostDays} d`]}
        rows={interval.groups.map((row) => ({ key: row.group, cells: [cell(GROUP_LABELS[row.group][locale]), cell(row.n, <Count value={row.n} ids={row.ids} />), cell(row.median === null ? '–' : `${row.median} (${row.lowerQuartile ?? '–'}–${row.upperQuartile ?? '–'})`), cell(row.outside, <Count value={row.outside} ids={row.outsideIds} />)] }))}
      />
    </div>
  );
}
