import { methodName } from '@echocohort/analyses';
import type { Facts, PicturesBlock, TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { shownNumber } from '../content/shown.ts';
import { type Failure, failureMaps } from './failure-maps.ts';
import { notesOf, notice, sealedNotice, type SectionMaker, sectionOf } from './section-maker.ts';

const kindText = (source: ReportSource, kind: Failure['kind']): string => (kind === 'false-positive' ? source.say('false positive', '假阳性') : source.say('false negative', '假阴性'));

const row = (source: ReportSource, failure: Failure): TableRow => ({
  cells: [source.model(failure.model), source.group(failure.group), kindText(source, failure.kind), failure.lesion, shownNumber(failure.score, 4), shownNumber(failure.by, 4), failure.histologyLabel?.[source.language] ?? failure.histology ?? '–', shownNumber(failure.diameter, 1)],
});

/** Attention maps of the listed lesions, as far as the bundles have them. */
function maps(source: ReportSource, rows: readonly Failure[], facts: Facts): PicturesBlock[] {
  const { lbc } = source.analysis.results;
  const pictures = failureMaps(rows, source.input.bundles, lbc.status === 'done' ? lbc.value.base : null).slice(0, 24)
    .map(({ failure, png, width, height }) => ({ png, width, height, text: `${failure.lesion}${source.say(', ', '，')}${kindText(source, failure.kind)}${source.say(', score ', '，评分 ')}${failure.score.toFixed(3)}` }));
  return pictures.length === 0 ? [] : [{ kind: 'pictures', name: 'failure-maps', title: source.say('Attention maps (Grad-CAM) of lesions that were called wrongly', '误判病灶的注意力图（Grad-CAM）'), pictures, facts: { ...facts, n: String(pictures.length) } }];
}

/** The lesions that the models get most wrong, with their attention maps. */
export const failuresSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.failures, 'failures', source.say('Failures of the models', '模型误判'), (result) => {
  const facts: Facts = { method: methodName(result.method, source.language), n: source.say(`${result.rows.length} lesions listed`, `列出 ${result.rows.length} 个病灶`), unit: source.unit(result.unit), source: result.source.join(', '), level: null };
  const pictures = maps(source, result.rows, facts);
  return [
    ...sealedNotice(source),
    { kind: 'table', name: 'failure-counts', title: source.say('Wrong calls at the cut-off', '截断值处的误判数'), columns: [{ title: source.say('Model', '模型'), width: 2 }, { title: source.say('Set', '组别'), width: 2 }, { title: 'n', align: 'right' }, { title: source.say('False positive', '假阳性'), align: 'right' }, { title: source.say('False negative', '假阴性'), align: 'right' }],
      rows: result.counts.map(({ model, group, n, falsePositives, falseNegatives }) => ({ cells: [source.model(model), source.group(group), String(n), String(falsePositives), String(falseNegatives)] })), facts: { ...facts, n: source.say('in each row', '见各行') }, notes: [] },
    { kind: 'table', name: 'failures', title: source.say(`The wrong calls furthest from the cut-off, at most ${result.listed} of a kind`, `距截断值最远的误判（每类至多 ${result.listed} 例）`), printedRows: 60,
      columns: [{ title: source.say('Model', '模型'), width: 1.3 }, { title: source.say('Set', '组别'), width: 1.6 }, { title: source.say('Kind', '类型'), width: 1.3 }, { title: source.say('Lesion', '病灶'), width: 1.4 }, { title: source.say('Score', '评分'), align: 'right' }, { title: source.say('Beyond cut-off by', '超出截断值'), align: 'right' }, { title: source.say('Histology', '病理类型'), width: 2.4 }, { title: source.say('Diameter, cm', '最大径, cm'), align: 'right' }],
      rows: result.rows.map((failure) => row(source, failure)), facts, notes: notesOf(source, result.warnings) },
    ...(pictures.length > 0 ? pictures : [notice(source.say('The bundles hold no attention maps of these lesions (cam/).', '模型包中没有这些病灶的注意力图（cam/）。'))]),
  ];
});
