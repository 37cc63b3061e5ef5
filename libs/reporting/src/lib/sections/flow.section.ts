import { flowChartSvg, type DrawnBox } from '@echocohort/figures';
import type { TableBlock } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { completeFlow } from '../content/complete-flow.ts';
import { svgSize } from '../drawing/flow-chart-file.ts';
import { sectionOf, type SectionMaker } from './section-maker.ts';

function flowTable(source: ReportSource, boxes: readonly DrawnBox[]): TableBlock {
  const screened = boxes.find(({ kind }) => kind === 'screened');
  return {
    kind: 'table', name: 'flow-counts', title: source.say('Numbers of the flow chart', '流程图中的数目'),
    columns: [{ title: source.say('Box', '节点'), width: 5 }, { title: source.say('Lesions', '病灶'), align: 'right', width: 1 }, { title: source.say('Patients', '患者'), align: 'right', width: 1 }, { title: source.say('Images', '图像'), align: 'right', width: 1 }],
    rows: boxes.map((box) => ({ kind: box.kind === 'excluded' || box.kind === 'pending' || box.kind === 'set' ? 'indented' : undefined, cells: [box.label[source.language], String(box.lesions), String(box.patients), box.images === null || box.images === undefined ? '–' : String(box.images)] })),
    facts: { method: source.say('every number is the size of a set of rows', '每个数目均为记录行集合的大小'), n: String(screened?.lesions ?? 0), unit: `${source.unit('lesion')}, ${source.unit('patient')}, ${source.unit('image')}`, source: 'exclusions.tsv, splits.tsv, images.tsv', level: null },
    notes: [source.say('A patient with lesions in several boxes is counted in each of them, so patients need not add up; lesions do.', '同一患者的病灶可能分属多个节点，因此患者数不一定可加；病灶数可加。')],
  };
}

/** The flow chart in the words of STARD 2015, with its numbers as a table. */
export const flowSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.flow, 'flow', source.say('Flow of participants', '受试者流程'), (value) => {
  const boxes = completeFlow(value.boxes, source.input);
  const svg = flowChartSvg(boxes, source.language, 'stard');
  const table = flowTable(source, boxes);
  return [{ kind: 'figure', name: 'flow', title: source.say('Flow chart of the cohort', '队列流程图'), svg, ...svgSize(svg), facts: table.facts, notes: [] }, table];
});
