import type { ReportSource } from '../content/report-source.ts';
import type { EvidenceMaker } from './evidence.ts';

const CARD = 'section-model-card';

/** An answer out of the runs of the bundles; none without bundles. */
const ofRuns = (text: (source: ReportSource, runs: ReportSource['input']['bundles']) => string): EvidenceMaker => (source) => (source.input.bundles.length === 0 ? null : { text: text(source, source.input.bundles), target: CARD });

const joined = (texts: readonly string[]): string => [...new Set(texts)].join('; ');

/** Items about the models. */
export const modelEvidence = {
  'index-test': ofRuns((source, bundles) => joined(bundles.map(({ code, run }) => source.say(`${source.model(code)}: ResNet-18 of width ${run.config.width} at ${run.config.imageSize} px, slots ${run.lesionSlots.join(', ')}, lesion score = mean over pictures`, `${source.model(code)}：ResNet-18，宽度 ${run.config.width}，输入 ${run.config.imageSize} 像素，切面 ${run.lesionSlots.join('、')}，病灶评分为各图像均值`)))),
  preparation: ofRuns((source, bundles) => joined(bundles.map(({ code, run }) => `${source.model(code)}: ${run.region}`))),
  software: ofRuns((_source, bundles) => joined(bundles.map(({ run }) => `EchoCohort ${run.codeVersion}; ${run.engine.name} (${Object.entries(run.engine.versions).map(([name, version]) => `${name} ${version}`).join(', ')})`))),
  'initial-weights': ofRuns((_source, bundles) => joined(bundles.map(({ run }) => `${run.initialWeights.source}, SHA-256 ${run.initialWeights.sha256.slice(0, 16)}…`))),
  training: ofRuns((source, bundles) => joined(bundles.map(({ code, run }) => source.say(`${source.model(code)}: seed ${run.config.seed}, ${run.epochsRun} epochs, batches of ${run.config.batchSize}, learning rate ${run.config.learningRate}, cross-entropy with triplet loss (weight ${run.config.tripletWeight})`, `${source.model(code)}：种子 ${run.config.seed}，训练 ${run.epochsRun} 轮，批量 ${run.config.batchSize}，学习率 ${run.config.learningRate}，交叉熵与三元组损失（权重 ${run.config.tripletWeight}）`)))),
  selection: ofRuns((source, bundles) => joined(bundles.map(({ code, run }) => source.say(`${source.model(code)}: weights of epoch ${run.bestEpoch}, the best internal AUC, so internal figures are optimistic`, `${source.model(code)}：保留第 ${run.bestEpoch} 轮（内部 AUC 最高）的权重，因此内部结果偏乐观`)))),
  ensemble: ofRuns((source) => source.say('No ensemble: one network a model; the lesion score is the mean over its pictures.', '未使用集成：每个模型一个网络；病灶评分为其图像评分的均值。')),
  explainability: ((source) => {
    const maps = source.input.bundles.reduce((sum, { attentionMaps }) => sum + attentionMaps.length, 0);
    return maps === 0 ? null : { text: source.say(`Grad-CAM; ${maps} maps in the bundles.`, `Grad-CAM；模型包含注意力图 ${maps} 幅。`), target: 'failures' };
  }) satisfies EvidenceMaker,
  prediction: ofRuns((source, bundles) => joined(bundles.map(({ code, digest }) => source.say(`${source.model(code)}: scores of predictions.csv${digest === null ? '' : `, bundle ${digest.slice(0, 16)}…`}; Model-LBC by its equation`, `${source.model(code)}：评分取自 predictions.csv${digest === null ? '' : `（模型包 ${digest.slice(0, 16)}…）`}；Model-LBC 由回归方程计算`)))),
  quality: (source: ReportSource) => ({ text: source.say('Pictures that the protocol check or the panel refuses get no score; a lesion that lacks a factor of Model-LBC gets no risk and is counted.', '未通过方案检查或质控的图像不评分；缺少 Model-LBC 因素的病灶不给出风险并计数。'), target: 'model-lbc' }),
} satisfies Readonly<Record<string, EvidenceMaker>>;
