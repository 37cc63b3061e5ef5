'use client';
import type { GroupName } from '@echocohort/analyses';
import { GROUP_LABELS, idsPointedAt, pointable, type Chart } from '@echocohort/figures';
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useLocale } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { useShowIds } from './ids-drawer.tsx';

registerParts([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent, SVGRenderer]);

/** The very figure that the report prints, with its tooltips alive; a click on a point lists the rows behind it. It keeps its own size; a narrow page scrolls it. */
export function ReportChart({ chart }: { readonly chart: Chart }) {
  const show = useShowIds();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const drawn = init(element, null, { renderer: 'svg', width: chart.width, height: chart.height });
    const series = pointable(chart.option.series);
    drawn.setOption({ ...chart.option, series });
    drawn.on('click', ({ seriesIndex, data }) => {
      const ids = idsPointedAt(series, { ...(seriesIndex === undefined ? {} : { seriesIndex }), data });
      if (ids !== null) show([ids]);
    });
    return () => drawn.dispose();
  }, [chart, show]);
  return <div className={styles.scroll} tabIndex={0}><div ref={box} role="img" aria-label={chart.description} style={{ width: chart.width, height: chart.height }} /></div>;
}

/** A figure of one set, with the set's name above it as the report's caption has it. */
export function GroupChart({ group, chart }: { readonly group: GroupName | undefined; readonly chart: Chart }) {
  const { locale } = useLocale();
  return <figure style={{ margin: 0 }}><figcaption style={{ fontSize: 13, fontWeight: 600 }}>{group === undefined ? '' : GROUP_LABELS[group][locale]}</figcaption><ReportChart chart={chart} /></figure>;
}
