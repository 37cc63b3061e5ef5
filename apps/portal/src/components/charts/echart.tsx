'use client';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as registerParts, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

registerParts([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** A chart drawn from an echarts option as SVG; the sentence is what a screen reader says. */
export function EChart({ option, height, sentence }: { readonly option: EChartsCoreOption; readonly height: number; readonly sentence: string }) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<EChartsType>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const chart = init(element, null, { renderer: 'svg' });
    drawn.current = chart;
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
      drawn.current = null;
    };
  }, []);
  // A chart that lives on while figures arrive keeps its place, and what the pointer shows.
  useEffect(() => {
    const element = box.current;
    if (element) drawn.current?.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(element).fontFamily }, ...option }, { notMerge: true });
  }, [option]);
  return <div ref={box} role="img" aria-label={sentence} style={{ height, width: '100%' }} />;
}
