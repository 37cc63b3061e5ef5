'use client';
import type { Chart } from '@echocohort/figures';
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import styles from './analyses.module.css';

registerParts([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent, SVGRenderer]);

/** The very figure that the report prints, with its tooltips alive. It keeps its own size; a narrow page scrolls it. */
export function ReportChart({ chart }: { readonly chart: Chart }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const drawn = init(element, null, { renderer: 'svg', width: chart.width, height: chart.height });
    drawn.setOption(chart.option);
    return () => drawn.dispose();
  }, [chart]);
  return <div className={styles.scroll} tabIndex={0}><div ref={box} role="img" aria-label={chart.description} style={{ width: chart.width, height: chart.height }} /></div>;
}
