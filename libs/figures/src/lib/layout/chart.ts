import type { LocalText } from '@echocohort/kernel';

/** Language of a figure. */
export type FigureLanguage = keyof LocalText;

/**
 * The option object of an echarts chart. The parts are plain data and a few formatting functions; whoever draws
 * (`echarts.setOption` on a page, or without a page for print) needs nothing else.
 */
export type ChartOption = {
  readonly animation: boolean;
  readonly backgroundColor: string;
  readonly textStyle: { readonly fontFamily: string; readonly fontSize: number; readonly color: string };
  readonly grid: readonly object[];
  readonly xAxis: readonly object[];
  readonly yAxis: readonly object[];
  readonly legend?: object;
  readonly tooltip: object;
  readonly graphic?: readonly object[];
  readonly series: readonly object[];
};

/** A chart and the size, in CSS pixels of 1/96 inch, that it was laid out for. A page may stretch it; print does not. */
export interface Chart {
  readonly option: ChartOption;
  readonly width: number;
  readonly height: number;
  /** One sentence for people who do not see the chart. */
  readonly description: string;
}

/** A model as figures name it; its place in the list gives its colour, dashes and marker in every figure. */
export interface ModelName {
  readonly code: string;
  readonly label: LocalText;
}

/** How a model is called: by its label, else by its code. */
export const modelLabel = (models: readonly ModelName[], code: string, language: FigureLanguage): string => models.find((model) => model.code === code)?.label[language] ?? code;

/** What echarts hands to a custom series for turning values into pixels. */
export interface DrawingApi {
  coord(value: readonly number[]): number[];
  value(dimension: number): number;
  size(value: readonly number[]): number[];
}

/** Which datum of a custom series is drawn. */
export interface DrawingPlace {
  readonly dataIndex: number;
}
