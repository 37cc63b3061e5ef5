import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTextModel, runSessions, TEXT_MODEL_FILES, type TextModel } from '@echocohort/text-detection';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelFolder } from './text-model-files.ts';

/** The search runs beside everything else that the worker does: one thread of its own is enough. */
const OPTIONS: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 };

/** Loads the two networks; fails when a file or the runtime is missing. */
export async function openTextModel(): Promise<TextModel> {
  const folder = modelFolder();
  if (folder === null) throw new Error(`the package ${TEXT_MODEL_FILES.package} is not installed`);
  const sessions = {
    detection: await InferenceSession.create(join(folder, TEXT_MODEL_FILES.detection), OPTIONS),
    recognition: await InferenceSession.create(join(folder, TEXT_MODEL_FILES.recognition), OPTIONS),
  };
  return createTextModel(runSessions(sessions, ({ data, dims }) => new Tensor('float32', data, dims)), await readFile(join(folder, TEXT_MODEL_FILES.letters), 'utf8'));
}
