'use client';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { axisStyle } from './chart-colours.ts';
import { runsWords } from './runs.words.ts';

/** One curve and how it is told from the others: by dash and width too, not by colour alone. */
export interface RocCurve {
  readonly name: string;
  readonly colour: string;
  readonly dash: 'solid' | 'dashed' | 'dotted';
  readonly width: number;
  readonly points: readonly { readonly falsePositiveRate: number; readonly truePositiveRate: number }[];
  /** AUC with its interval, for whoever does not see the picture. */
  readonly area: string;
}

/** ROC curves over the line of chance. The caller keeps the list of curves stable between renders. */
export function RocChart({ curves, height }: { readonly curves: readonly RocCurve[]; readonly height: number }) {
  const t = useWords(runsWords);
  const option = useMemo(
    () => ({
      grid: { left: 48, right: 16, top: 44, bottom: 44 },
      legend: { top: 0, itemGap: 8, itemWidth: 18, textStyle: { fontSize: 11 } },
      tooltip: { trigger: 'item' },
      xAxis: { ...axisStyle(t('fpr')), min: 0, max: 1 },
      yAxis: { ...axisStyle(t('tpr')), min: 0, max: 1, nameGap: 32 },
      series: [
        ...curves.map(({ name, colour, dash, width, points }) => ({ type: 'line', name, symbol: 'none', color: colour, lineStyle: { width, type: dash }, data: points.map((point) => [point.falsePositiveRate, point.truePositiveRate]) })),
        { type: 'line', silent: true, symbol: 'none', color: '#c9cfd4', lineStyle: { width: 1 }, data: [[0, 0], [1, 1]] },
      ],
    }),
    [curves, t],
  );
  return <EChart option={option} height={height} sentence={t('rocSentence', { list: curves.map(({ name, area }) => `${name} ${area}`).join('; ') })} />;
}
