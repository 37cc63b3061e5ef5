'use client';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { aucBand, type AucPoint } from './auc-band.ts';
import { axisStyle } from './chart-colours.ts';
import { axisEnd } from './run-place.ts';
import { runsWords } from './runs.words.ts';

const LINE = '#b07a1e';
const unseen = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } } as const;

/** AUC of the internal set by epoch, with the band of its 95 % intervals. */
export function AucChart({ points, epochs }: { readonly points: readonly AucPoint[]; readonly epochs: number }) {
  const t = useWords(runsWords);
  const last = points.findLast(({ auc }) => auc !== null);
  const option = useMemo(() => {
    const band = aucBand(points);
    const byEpoch = new Map(points.map((point) => [point.epoch, point]));
    return {
      grid: { left: 52, right: 16, top: 12, bottom: 44 },
      tooltip: { trigger: 'axis', formatter: ([first]: readonly { readonly value: readonly [number, number] }[]) => {
        const point = byEpoch.get(first?.value[0] ?? 0);
        return point ? `${t('epoch')} ${point.epoch}<br>AUC ${intervalText(point.auc, point.lower, point.upper)}` : '';
      } },
      xAxis: { ...axisStyle(t('epoch')), min: 0, max: axisEnd(points.at(-1)?.epoch ?? 0, epochs), minInterval: 1 },
      yAxis: { ...axisStyle('AUC'), nameGap: 36, min: 0, max: 1 },
      series: [
        { ...unseen, data: band.floor },
        { ...unseen, data: band.span, areaStyle: { color: LINE, opacity: 0.18 } },
        { type: 'line', name: 'AUC', symbolSize: 4, color: LINE, data: band.line },
      ],
    };
  }, [points, epochs, t]);
  return <PanelBox title={t('aucTitle')}>{last ? null : <Text size="sm" c="dimmed">{t('noAucYet')}</Text>}<EChart option={option} height={last ? 230 : 212} sentence={t('aucSentence', { last: last ? intervalText(last.auc, last.lower, last.upper) : '–' })} /></PanelBox>;
}
