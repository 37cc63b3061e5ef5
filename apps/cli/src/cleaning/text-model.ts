import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createTextModel, runSessions, TEXT_MODEL_FILES, type TextModel } from '@echocohort/text-detection';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * One thread a session: files are cleaned in parallel already. Without a plan of memory the runtime holds what one picture needs, with one it holds
 * the plan of each size of picture besides (measured on a region of 832x672: 236 MB against 320 MB, at the same speed).
 */
const OPTIONS: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3, enableMemPattern: false };

/** Folder of the model package, found from the program that runs: the package exports none of its files. */
function modelFolder(): string {
  for (const from of [process.argv[1] ?? '', join(process.cwd(), 'package.json')]) {
    try {
      return dirname(createRequire(from).resolve(`${TEXT_MODEL_FILES.package}/node`));
    } catch {
      // The next place may have it; with none of them the sentence below says what is missing.
    }
  }
  throw new Error(`The package ${TEXT_MODEL_FILES.package} is not installed beside the program; install the packages of the platform.`);
}

async function load(): Promise<TextModel> {
  const folder = modelFolder();
  const sessions = {
    detection: await InferenceSession.create(join(folder, TEXT_MODEL_FILES.detection), OPTIONS),
    recognition: await InferenceSession.create(join(folder, TEXT_MODEL_FILES.recognition), OPTIONS),
  };
  return createTextModel(runSessions(sessions, ({ data, dims }) => new Tensor('float32', data, dims)), readFileSync(join(folder, TEXT_MODEL_FILES.letters), 'utf8'));
}

let loading: Promise<TextModel> | null = null;

/** The text model of this thread, loaded once. Fails when its package or the runtime is not installed. */
export function textModel(): Promise<TextModel> {
  loading ??= load();
  return loading;
}
