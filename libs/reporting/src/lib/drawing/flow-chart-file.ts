import { flowChartSvg, type ChartWording, type DrawnBox, type FigureLanguage } from '@echocohort/figures';
import { svgPdf } from '../render/pdf.ts';
import { svgPng } from './png.ts';
import { outlineFonts, shippedFonts, type ReportFonts } from './report-fonts.ts';

/** Formats in which the flow chart is handed out. */
export type FlowFormat = 'svg' | 'png' | 'pdf';

/** Width and height that an SVG of ours states. */
export function svgSize(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg[^>]*? width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) throw new Error('the drawing does not state its size');
  return { width: Number(width), height: Number(height) };
}

/** The flow chart as a file: SVG, PNG of 300 dpi, or PDF with its font inside. `at` is the only time that the PDF bears. */
export async function renderFlowChart(flow: readonly DrawnBox[], format: FlowFormat, wording: ChartWording, language: FigureLanguage, options: { readonly fonts?: ReportFonts; readonly at?: Date } = {}): Promise<Uint8Array> {
  const svg = flowChartSvg(flow, language, wording);
  if (format === 'svg') return new TextEncoder().encode(svg);
  const fonts = options.fonts ?? (await shippedFonts());
  if (format === 'png') return svgPng(svg, outlineFonts(fonts));
  return svgPdf(svg, svgSize(svg), language === 'zh' ? '队列流程图' : 'Flow chart of the cohort', options.at ?? new Date(0), language, fonts);
}
