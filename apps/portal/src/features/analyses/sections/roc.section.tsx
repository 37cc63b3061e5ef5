'use client';
import { whatIf, type AnalysisReport, type RocResult, type WhatIf, type WhatIfRate } from '@echocohort/analyses';
import { decimals, estimateText, GROUP_LABELS, modelLabel, rocChart } from '@echocohort/figures';
import { Select, Slider, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { markedTable, rateSource, TABLE_CELLS, TABLE_RATES, tableSource } from '../curve-sources.ts';
import { FigureNumbers } from '../figure-numbers.tsx';
import { Estimate, Sourced } from '../number-cell.tsx';
import { cutOffSource } from '../number-sources.ts';
import { GroupChart } from '../report-chart.tsx';
import { cell, ResultTable, type ResultCell } from '../result-table.tsx';

/** ROC curves by set, and a slider that shows the table of another cut-off. */
export function RocSection({ roc, report }: { readonly roc: RocResult; readonly report: AnalysisReport }) {
  const { models } = report;
  const { locale } = useLocale();
  const groups = useMemo(() => [...new Set(roc.curves.map(({ group }) => group))], [roc]);
  const charts = useMemo(() => groups.map((group) => rocChart(roc, group, models, locale)), [groups, roc, models, locale]);
  return (
    <Stack gap="md">
      <div className={styles.charts}>{charts.map((chart, index) => <GroupChart key={groups[index]} group={groups[index]} chart={chart} />)}</div>
      <FigureNumbers>{() => <CurveTable curves={roc.curves} report={report} />}</FigureNumbers>
      <WhatIfTable curves={roc.curves} report={report} />
    </Stack>
  );
}

/** Areas and marked cut-offs of all curves. */
function CurveTable({ curves, report }: { readonly curves: RocResult['curves']; readonly report: AnalysisReport }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const marked = (curve: RocResult['curves'][number]): ResultCell[] => {
    const table = markedTable(curve);
    if (curve.cutOff === null || table === null) return [cell('–'), cell('–'), cell('–')];
    const own = decimals(curve.cutOff.threshold, 3);
    return [cell(own, <Sourced text={own} of={cutOffSource(report, curve.model)} />), ...(['sensitivity', 'specificity'] as const).map((rate): ResultCell => {
      const of = rateSource(curve, table, rate);
      return of === null ? cell('–') : cell(rateText(table[rate]), <Sourced text={rateText(table[rate])} of={of} />);
    })];
  };
  return (
    <ResultTable
      texts={2} head={[t('model'), t('set'), t('auc'), t('cutOff'), t('atCutOff'), t('specificityAtCutOff')]}
      rows={curves.map((curve) => ({ key: `${curve.model} ${curve.group}`, cells: [cell(modelLabel(report.models, curve.model, locale)), cell(GROUP_LABELS[curve.group][locale]), cell(estimateText(curve.auc, 3, locale), <Estimate of={curve.auc} />), ...marked(curve)] }))}
    />
  );
}

function WhatIfTable({ curves, report }: { readonly curves: RocResult['curves']; readonly report: AnalysisReport }) {
  const { models } = report;
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const [chosen, setChosen] = useState(0);
  const curve = curves[chosen];
  const own = curve?.cutOff?.threshold ?? null;
  const [asked, setAsked] = useState<number | null>(null);
  const threshold = asked ?? own ?? 0.5;
  const table = useMemo(() => (curve ? whatIf(curve, threshold) : null), [curve, threshold]);
  if (!curve) return null;
  const names = curves.map(({ model, group }, index) => ({ value: String(index), label: `${modelLabel(models, model, locale)} · ${GROUP_LABELS[group][locale]}` }));
  return (
    <section aria-label={t('whatIf')}>
      <Text fw={600} size="sm">{t('whatIf')} {decimals(threshold, 3)}</Text>
      <div className={styles.split}>
        <Stack gap="xs">
          <Select aria-label={t('model')} data={names} value={String(chosen)} allowDeselect={false} onChange={(value) => setChosen(Number(value ?? 0))} maw={360} />
          <Slider aria-label={t('cutOff')} min={0} max={1} step={0.005} value={threshold} onChange={setAsked} label={(value) => decimals(value, 3)} marks={own === null ? [] : [{ value: own }]} />
          {own === null ? null : <Text size="xs" c="dimmed"><Sourced text={t('own', { value: decimals(own, 3) })} of={cutOffSource(report, curve.model)} /></Text>}
        </Stack>
        {table ? <TwoByTwo table={table} curve={curve} /> : <Text size="sm" c="dimmed">–</Text>}
      </div>
    </section>
  );
}

const rateText = (rate: WhatIfRate | null): string => (rate === null ? '–' : `${decimals(rate.value, 3)} (${decimals(rate.lower, 3)}–${decimals(rate.upper, 3)}), ${rate.events}/${rate.n}`);

function TwoByTwo({ table, curve }: { readonly table: WhatIf; readonly curve: RocResult['curves'][number] }) {
  const t = useWords(analysesWords);
  const count = (name: (typeof TABLE_CELLS)[number]) => <td data-number><Sourced text={table[name]} of={tableSource(curve, table, name)} /></td>;
  return (
    <div>
      <table className={styles.table}>
        <thead><tr><th /><th data-number>{t('malignant')}</th><th data-number>{t('benign')}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{t('calledMalignant')}</th>{count('truePositives')}{count('falsePositives')}</tr>
          <tr><th scope="row">{t('calledBenign')}</th>{count('falseNegatives')}{count('trueNegatives')}</tr>
        </tbody>
      </table>
      <Text size="xs" mt={6} component="div" aria-live="polite">
        {TABLE_RATES.map((rate) => {
          const of = rateSource(curve, table, rate);
          return <div key={rate}>{t(rate)} {of === null ? '–' : <Sourced text={rateText(table[rate])} of={of} />}</div>;
        })}
      </Text>
    </div>
  );
}
