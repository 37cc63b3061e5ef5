'use client';
import type { RunView } from '@echocohort/contracts';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { axisStyle } from './chart-colours.ts';
import { runsWords } from './runs.words.ts';

/** Loss and internal AUC by epoch, as far as training has come. */
export function LossChart({ history }: { readonly history: RunView['history'] }) {
  const t = useWords(runsWords);
  const last = history.at(-1);
  const option = useMemo(
    () => ({
      grid: { left: 52, right: 52, top: 28, bottom: 44 },
      legend: { top: 0, textStyle: { fontSize: 11 } },
      tooltip: { trigger: 'axis' },
      xAxis: { ...axisStyle(t('epoch')), min: 0, max: last?.epochs ?? 1, minInterval: 1 },
      yAxis: [{ ...axisStyle(t('loss')), nameGap: 36, min: 0 }, { ...axisStyle(t('aucByEpoch')), nameGap: 36, min: 0, max: 1, splitLine: { show: false } }],
      series: [
        { type: 'line', name: t('loss'), symbolSize: 4, color: '#0a5761', data: history.map((point) => [point.epoch, point.loss]) },
        { type: 'line', name: t('aucByEpoch'), symbolSize: 4, yAxisIndex: 1, color: '#b07a1e', lineStyle: { type: 'dashed' }, data: history.flatMap((point) => (point.internalAuc === null ? [] : [[point.epoch, point.internalAuc]])) },
      ],
    }),
    [history, last?.epochs, t],
  );
  return <PanelBox title={t('loss')}><EChart option={option} height={240} sentence={t('lossSentence', { last: last?.loss.toFixed(4) ?? '–' })} /></PanelBox>;
}
