// From the bytes of a picture to score and attention map, against onnxruntime alone on the same input.
import { randomUUID } from 'node:crypto';
import { seededRandom } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { attentionPng, writeOnnx, startingNetwork } from '@echocohort/training';
import { OnnxModel, readPicture } from '@echocohort/inference';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { PNG } from 'pngjs';
import { inPairs } from './pairs.mjs';

const SIDE = 224;
const BATCH = 8;

/** A grey picture of a scanner's size, as a PNG. */
function screenPng() {
  const random = seededRandom(`bench-infer`);
  const png = new PNG({ width: 800, height: 600 });
  for (let at = 0; at < 800 * 600; at++) png.data.fill(60 + 120 * random(), at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  return new Uint8Array(PNG.sync.write(png));
}

export default async function measure() {
  const { shape, weights } = startingNetwork(trainingConfig.parse({ width: 64, imageSize: SIDE }));
  const onnx = writeOnnx(shape, weights, { id: randomUUID() });
  const model = await OnnxModel.open(onnx, SIDE, 'picture');
  const bare = await InferenceSession.create(onnx, { graphOptimizationLevel: 'all', logSeverityLevel: 3 });
  const random = seededRandom('pixels');
  const pictures = Array.from({ length: BATCH }, () => Uint8Array.from({ length: SIDE * SIDE }, () => 256 * random()));
  const ready = Float32Array.from({ length: BATCH * 3 * SIDE * SIDE }, () => random() - 0.5);
  const result = await inPairs({
    runs: 9, items: BATCH, unit: 'ms/picture (224x224, width 64, batch 8)', baselineName: 'onnxruntime alone on ready-made input',
    work: () => model.score(pictures, []),
    baseline: () => bare.run({ lesion: new Tensor('float32', ready, [BATCH, 3, SIDE, SIDE]) }, ['score', 'logit', 'feature', 'cam']),
  });
  const bytes = screenPng();
  const single = [];
  for (let run = 0; run < 12; run++) {
    const start = performance.now();
    const cut = readPicture(bytes, SIDE, { kind: 'central', share: 0.7 });
    if (!cut.ok) throw new Error(cut.refusal.detail);
    const [scored] = await model.score([cut.value.pixels], []);
    attentionPng(cut.value.pixels, SIDE, scored.cam);
    single.push(performance.now() - start);
  }
  single.sort((a, b) => a - b);
  return { ...result, speedShare: Number((1 / result.ratio).toPrecision(3)), bytesToScoreAndMapMs: { median: Number(single[6].toPrecision(3)), best: Number(single[0].toPrecision(3)), target: 60 } };
}
