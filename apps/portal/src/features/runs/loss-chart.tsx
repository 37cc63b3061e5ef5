'use client';
import type { RunView } from '@echocohort/contracts';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { axisStyle } from './chart-colours.ts';
import { axisEnd } from './run-place.ts';
import { runsWords } from './runs.words.ts';

/** Loss by epoch, as far as training has come. */
export function LossChart({ history }: { readonly history: RunView['history'] }) {
  const t = useWords(runsWords);
  const last = history.at(-1);
  const option = useMemo(
    () => ({
      grid: { left: 52, right: 16, top: 12, bottom: 44 },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? value.toFixed(4) : '–') },
      xAxis: { ...axisStyle(t('epoch')), min: 0, max: axisEnd(last?.epoch ?? 0, last?.epochs ?? 1), minInterval: 1 },
      yAxis: { ...axisStyle(t('loss')), nameGap: 36, min: 0 },
      series: [{ type: 'line', name: t('loss'), symbolSize: 4, color: '#0a5761', data: history.map((point) => [point.epoch, point.loss]) }],
    }),
    [history, last?.epoch, last?.epochs, t],
  );
  return <PanelBox title={t('lossTitle')}><EChart option={option} height={230} sentence={t('lossSentence', { last: last?.loss.toFixed(4) ?? '–' })} /></PanelBox>;
}
