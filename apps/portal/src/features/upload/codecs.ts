import { loadPictureDecoder } from '@echocohort/codecs';
import type { PictureDecoder } from '@echocohort/dicom';
import { servedFile } from './served-file.ts';

/** Files in these forms are then held with their reason; all others need no decoder. */
const NONE: PictureDecoder = { supports: () => false, decode: () => ({ ok: false, refusal: { code: 'codec-not-supported', detail: 'The decoder of this compression could not be loaded.' } }) };

let loading: Promise<PictureDecoder> | null = null;

/** The decoders of compressed pictures, loaded once in this worker; a load that failed is tried again by the next file. */
export function pictureDecoder(): Promise<PictureDecoder> {
  loading ??= loadPictureDecoder(({ codec }) => servedFile(`${codec}.wasm`)).catch(() => {
    loading = null;
    return NONE;
  });
  return loading;
}
