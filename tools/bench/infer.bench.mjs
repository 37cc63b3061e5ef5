// From the bytes of a picture to score and attention map, against onnxruntime alone on the same input.
import { randomUUID } from 'node:crypto';
import { seededRandom } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { ultrasoundFile } from '@echocohort/testing';
import { attentionPng, writeOnnx, startingNetwork } from '@echocohort/training';
import { OnnxModel, readPicture } from '@echocohort/inference';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { PNG } from 'pngjs';
import { inPairs } from './pairs.mjs';

const SIDE = 224;
const BATCH = 8;

/** A grey picture of a scanner's size, as its file and as a PNG. Noise is the worst case of a PNG. */
async function screens() {
  const random = seededRandom('bench-infer');
  const [width, height] = [800, 600];
  const bytes = Uint8Array.from({ length: width * height }, () => 60 + 120 * random());
  const png = new PNG({ width, height });
  bytes.forEach((grey, at) => png.data.fill(grey, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4));
  const region = { x0: 100, y0: 50, x1: 699, y1: 549, dataType: 'tissue', cmPerPixel: 0.02 };
  const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' };
  const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };
  return { dicom: await ultrasoundFile({ width, height, channels: 1, bytes, regions: [region] }, 'grey-raw', who, what), png: new Uint8Array(PNG.sync.write(png)) };
}

/** Milliseconds from the bytes of a file to its score and the picture of its map. */
async function fromBytes(model, bytes) {
  const single = [];
  for (let run = 0; run < 15; run++) {
    const start = performance.now();
    const cut = readPicture(bytes, SIDE, { kind: 'central', share: 0.7 });
    if (!cut.ok) throw new Error(cut.refusal.detail);
    const [scored] = await model.score([cut.value.pixels], []);
    attentionPng(cut.value.pixels, SIDE, scored.cam);
    single.push(performance.now() - start);
  }
  single.sort((a, b) => a - b);
  return { median: Number(single[7].toPrecision(3)), best: Number(single[0].toPrecision(3)) };
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
  const { dicom, png } = await screens();
  return { ...result, speedShare: Number((1 / result.ratio).toPrecision(3)), bytesToScoreAndMapMs: { dicom: await fromBytes(model, dicom), png: await fromBytes(model, png), target: 60 } };
}
