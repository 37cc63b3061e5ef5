'use client';
import type { IntervalResult } from '@echocohort/analyses';
import { GROUP_LABELS, intervalChart } from '@echocohort/figures';
import { useMemo } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { Sourced } from '../number-cell.tsx';
import { daysSource, outsideSource } from '../number-sources.ts';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable } from '../result-table.tsx';
import { countOf } from '../shown-number.ts';

/** Days from the scan to the specimen (STARD item 22). */
export function IntervalSection({ interval }: { readonly interval: IntervalResult }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const chart = useMemo(() => intervalChart(interval, locale), [interval, locale]);
  const days = (row: IntervalResult['groups'][number]) => {
    if (row.median === null) return cell('–');
    const text = `${row.median} (${row.lowerQuartile ?? '–'}–${row.upperQuartile ?? '–'})`;
    return cell(text, <Sourced text={text} of={daysSource(interval, row)} />);
  };
  return (
    <div className={styles.split}>
      <ReportChart chart={chart} />
      <ResultTable
        head={[t('set'), 'n', t('median'), `> ${interval.mostDays} d`]}
        rows={interval.groups.map((row) => ({ key: row.group, cells: [cell(GROUP_LABELS[row.group][locale]), cell(row.n, <Sourced text={row.n} of={countOf(interval.unit, row.n, row.ids, interval.source)} />), days(row), cell(row.outside, <Sourced text={row.outside} of={outsideSource(interval, row)} />)] }))}
      />
    </div>
  );
}
