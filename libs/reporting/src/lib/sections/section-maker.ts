import { noteText, refusalText, type RefusedNumber } from '@echocohort/analyses';
import type { Chart } from '@echocohort/figures';
import type { Block, Facts, FigureBlock, Section, TextBlock } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { chartSvg } from '../drawing/chart-svg.ts';

/** Makes one part of the report. */
export type SectionMaker = (source: ReportSource) => Promise<Section>;

export const notice = (...paragraphs: readonly string[]): TextBlock => ({ kind: 'text', paragraphs, tone: 'notice' });
export const plain = (...paragraphs: readonly string[]): TextBlock => ({ kind: 'text', paragraphs });

/** A chart as a block of the report. */
export async function figureBlock(source: ReportSource, name: string, title: string, chart: Chart, facts: Facts, notes: readonly string[] = []): Promise<FigureBlock> {
  return { kind: 'figure', name, title, svg: await chartSvg(chart, source.language), width: chart.width, height: chart.height, facts, notes };
}

/** A result of an analysis, or why there is none. */
export type Outcome<T> = { readonly status: 'done'; readonly value: T } | { readonly status: 'refused'; readonly refusal: RefusedNumber };

/** The section of an analysis; a refused one says why in its place, so that nothing is missing in silence. */
export async function sectionOf<T>(source: ReportSource, outcome: Outcome<T>, name: string, title: string, blocks: (value: T) => Promise<readonly Block[]> | readonly Block[]): Promise<Section> {
  if (outcome.status === 'refused') return { name, title, blocks: [refusedNotice(source, outcome.refusal)] };
  return { name, title, blocks: await blocks(outcome.value) };
}

/** Why a table or figure is not there. */
export const refusedNotice = (source: ReportSource, refusal: RefusedNumber): TextBlock => notice(`${source.say('Not made', '未生成')} (${refusal.code})${source.say(': ', '：')}${refusalText(refusal, source.language)}`);

/** Warnings of a result in the report's language. */
export const notesOf = (source: ReportSource, warnings: readonly string[]): string[] => warnings.map((warning) => noteText(warning, source.language));

/** What must be said where figures of a sealed set are left out. */
export function sealedNotice(source: ReportSource): TextBlock[] {
  return source.sealed.map(({ group, lesions, known }) => notice(source.say(
    `${source.group(group)}: the outcomes of ${lesions - known} of ${lesions} lesions are sealed in this export. They open after a model's digest is registered; figures that need them are left out here.`,
    `${source.group(group)}：本导出中 ${lesions} 个病灶有 ${lesions - known} 个的结局处于密封状态，登记模型摘要后方可开启；依赖这些结局的结果在此略去。`,
  )));
}
