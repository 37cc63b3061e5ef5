import { createTextModel, findText, ownIdentity, runSessions, type FoundText, type PixelBox, type TextModel } from '@echocohort/text-detection';
import { renderFrame, type DicomFile, type PictureDecoder, type RenderedFrame } from '@echocohort/dicom';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Picture, Rectangle, TextSearch } from './prepared-file.ts';
import { servedAddress, servedFile } from './served-file.ts';

let loading: Promise<TextModel> | null = null;

async function load(): Promise<TextModel> {
  // One thread: more need a page that is isolated from its origin, and a hospital PC is free for other work meanwhile.
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths = { wasm: servedAddress('ort-wasm-simd-threaded.wasm') };
  const [detection, recognition, letters] = await Promise.all([servedFile('detection.onnx'), servedFile('recognition.onnx'), servedFile('letters.txt')]);
  const sessions = { detection: await InferenceSession.create(detection), recognition: await InferenceSession.create(recognition) };
  return createTextModel(runSessions(sessions, ({ data, dims }) => new Tensor('float32', data, [...dims])), new TextDecoder().decode(letters));
}

/** The model, loaded once in this worker. A load that failed is tried again by the next file, since a connection comes back. */
export function textModel(): Promise<TextModel> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

const MARGIN = 6;

/** The part of a frame around a box, as the person sees it. */
export function cropOf({ rgba, width, height }: RenderedFrame, box: Rectangle): Picture {
  const [x0, y0] = [Math.max(0, box.x0 - MARGIN), Math.max(0, box.y0 - MARGIN)];
  const [w, h] = [Math.min(width - 1, box.x1 + MARGIN) - x0 + 1, Math.min(height - 1, box.y1 + MARGIN) - y0 + 1];
  const out = new Uint8ClampedArray(w * h * 4);
  for (let row = 0; row < h; row++) out.set(rgba.subarray(((y0 + row) * width + x0) * 4, ((y0 + row) * width + x0 + w) * 4), row * w * 4);
  return { width: w, height: h, rgba: out };
}

/** Frames of a file as painted pictures; the last one is kept, since a search asks for the same frame several times. */
function framesOf(file: DicomFile, decoder: PictureDecoder): (index: number) => RenderedFrame {
  let held: { readonly index: number; readonly frame: RenderedFrame } | null = null;
  return (index) => {
    if (held?.index === index) return held.frame;
    const frame = renderFrame(file, index, decoder);
    if (!frame.ok) throw new Error(frame.refusal.code);
    held = { index, frame: frame.value };
    return frame.value;
  };
}

/** Looks for text in what stays of a clean file, and compares it with what the scanner's file says of its own patient. */
export async function searchText(source: DicomFile, clean: DicomFile, frames: number, regions: readonly PixelBox[], decoder: PictureDecoder): Promise<TextSearch> {
  const model = await textModel();
  const frame = framesOf(clean, decoder);
  const looked = new Set<number>();
  const found = await findText(model, { frames, regions, frame: (index) => (looked.add(index), frame(index)) }, ownIdentity(source));
  const texts = found.map((text: FoundText, id) => ({ id, frame: text.frame, box: text.box, match: text.match, looksHarmless: text.looksHarmless, text: text.text, crop: cropOf(frame(text.frame), text.box) }));
  return { texts, frames: looked.size };
}
