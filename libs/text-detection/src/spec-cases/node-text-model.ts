import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { createTextModel, TEXT_MODEL_FILES } from '../lib/text-model.ts';
import type { TextModel } from '../lib/text-detection.types.ts';

/** The real networks, one thread. */
export async function nodeTextModel(): Promise<TextModel> {
  const folder = dirname(dirname(require.resolve(`${TEXT_MODEL_FILES.package}/node`)));
  const file = (path: string): string => join(folder, 'ocr-models', path);
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const sessions = { detection: await ort.InferenceSession.create(file(TEXT_MODEL_FILES.detection), options), recognition: await ort.InferenceSession.create(file(TEXT_MODEL_FILES.recognition), options) };
  return createTextModel(async (network, { data, dims }) => {
    const session = sessions[network];
    const answer = await session.run({ [session.inputNames[0] ?? '']: new ort.Tensor('float32', data, dims) });
    const output = answer[session.outputNames[0] ?? ''];
    if (!output || !(output.data instanceof Float32Array)) throw new Error('the network gave no numbers');
    return { data: output.data, dims: output.dims };
  }, readFileSync(file(TEXT_MODEL_FILES.letters), 'utf8'));
}
