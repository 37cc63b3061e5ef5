import { methodName } from '@echocohort/analyses';
import type { LocalText } from '@echocohort/kernel';
import type { Facts, PicturesBlock, TableRow, TextBlock } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { shownNumber } from '../content/shown.ts';
import { type Failure, failureMaps, type MadeMaps, MAPS_SHOWN } from './failure-maps.ts';
import { notesOf, notice, sealedNotice, type SectionMaker, sectionOf } from './section-maker.ts';

const kindText = (source: ReportSource, kind: Failure['kind']): string => (kind === 'false-positive' ? source.say('false positive', '假阳性') : source.say('false negative', '假阴性'));

const row = (source: ReportSource, failure: Failure): TableRow => ({
  cells: [source.model(failure.model), source.group(failure.group), kindText(source, failure.kind), failure.lesion, shownNumber(failure.score, 4), shownNumber(failure.by, 4), failure.histologyLabel?.[source.language] ?? failure.histology ?? '–', shownNumber(failure.diameter, 1)],
});

const NO_MAPS: MadeMaps = { maps: [], missing: [] };

/** Attention maps of the lesions furthest from the cut-off, and how they were made. */
function maps(source: ReportSource, facts: Facts): PicturesBlock[] {
  const between = source.say(', ', '，');
  const pictures = failureMaps(source.analysis, source.input.bundles, source.input.maps ?? NO_MAPS).map(({ failure, png, width, height }) => ({
    png, width, height, text: [source.model(failure.model), source.group(failure.group), failure.lesion, kindText(source, failure.kind), `${source.say('score', '评分')} ${failure.score.toFixed(3)}`].join(between),
  }));
  const method = source.say(
    `Grad-CAM on the last map of the network, picture of the first lesion slot; at most ${MAPS_SHOWN} lesions of each model and set, those furthest from the cut-off of either kind in turn; left the picture, right the map over it. Maps that the bundle lacks were made for this report from the locked pictures and model.onnx`,
    `对网络最后一层特征图计算 Grad-CAM，取第一个病灶图位的图像；每个模型、每个组别至多 ${MAPS_SHOWN} 个病灶（两类误判轮流取距截断值最远者）；左为图像，右为叠加的注意力图。模型包中没有的图由锁定的图像与 model.onnx 为本报告算出`,
  );
  return pictures.length === 0 ? [] : [{ kind: 'pictures', name: 'failure-maps', title: source.say('Attention maps of lesions that were called wrongly', '误判病灶的注意力图'), pictures, facts: { ...facts, method, n: source.say(`${pictures.length} maps`, `${pictures.length} 幅`), source: `${facts.source}, cam/, model.onnx, images.tsv` } }];
}

const BECAUSE: Readonly<Record<string, LocalText>> = {
  'map-no-runtime': { en: 'the runtime of networks (onnxruntime) cannot be loaded on this machine', zh: '本机无法加载网络运行环境（onnxruntime）' },
  'map-no-network': { en: 'the bundle holds no network that can be read (model.onnx with calibration and features)', zh: '模型包中没有可读取的网络（model.onnx 及其校准与特征文件）' },
  'map-no-picture': { en: 'the locked picture is not here or cannot be read', zh: '锁定的图像不在此处或无法读取' },
};

/** Which maps are not there, and why. */
function missingMaps(source: ReportSource): TextBlock[] {
  const { missing } = source.input.maps ?? NO_MAPS;
  return [...new Set(missing.map(({ because }) => because.code))].map((code) => {
    const [n, why] = [missing.filter(({ because }) => because.code === code).length, BECAUSE[code]];
    return notice(source.say(`No attention map of ${n} of the lesions: ${why?.en ?? code}.`, `有 ${n} 个病灶没有注意力图：${why?.zh ?? code}。`));
  });
}

/** The lesions that the models get most wrong, with their attention maps. */
export const failuresSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.failures, 'failures', source.say('Failures of the models', '模型误判'), (result) => {
  const facts: Facts = { method: methodName(result.method, source.language), n: source.say(`${result.rows.length} lesions listed`, `列出 ${result.rows.length} 个病灶`), unit: source.unit(result.unit), source: result.source.join(', '), level: null };
  const pictures = maps(source, facts);
  return [
    ...sealedNotice(source),
    { kind: 'table', name: 'failure-counts', title: source.say('Wrong calls at the cut-off', '截断值处的误判数'), columns: [{ title: source.say('Model', '模型'), width: 2 }, { title: source.say('Set', '组别'), width: 2 }, { title: 'n', align: 'right' }, { title: source.say('False positive', '假阳性'), align: 'right' }, { title: source.say('False negative', '假阴性'), align: 'right' }],
      rows: result.counts.map(({ model, group, n, falsePositives, falseNegatives }) => ({ cells: [source.model(model), source.group(group), String(n), String(falsePositives), String(falseNegatives)] })), facts: { ...facts, n: source.say('in each row', '见各行') }, notes: [] },
    { kind: 'table', name: 'failures', title: source.say(`The wrong calls furthest from the cut-off, at most ${result.listed} of a kind`, `距截断值最远的误判（每类至多 ${result.listed} 例）`), printedRows: 60,
      columns: [{ title: source.say('Model', '模型'), width: 1.3 }, { title: source.say('Set', '组别'), width: 1.6 }, { title: source.say('Kind', '类型'), width: 1.3 }, { title: source.say('Lesion', '病灶'), width: 1.4 }, { title: source.say('Score', '评分'), align: 'right' }, { title: source.say('Beyond cut-off by', '超出截断值'), align: 'right' }, { title: source.say('Histology', '病理类型'), width: 2.4 }, { title: source.say('Diameter, cm', '最大径, cm'), align: 'right' }],
      rows: result.rows.map((failure) => row(source, failure)), facts, notes: notesOf(source, result.warnings) },
    ...pictures,
    ...missingMaps(source),
    ...(pictures.length > 0 || result.rows.length === 0 || (source.input.maps?.missing.length ?? 0) > 0 ? [] : [notice(source.say('The bundles hold no attention maps of these lesions (cam/).', '模型包中没有这些病灶的注意力图（cam/）。'))]),
  ];
});
