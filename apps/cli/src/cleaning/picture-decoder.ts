import { readFile } from 'node:fs/promises';
import { loadPictureDecoder } from '@echocohort/codecs';
import type { PictureDecoder } from '@echocohort/dicom';

let loading: Promise<PictureDecoder> | null = null;

/** The decoders of this thread, loaded once. */
export function pictureDecoder(): Promise<PictureDecoder> {
  loading ??= loadPictureDecoder(({ path }) => readFile(path));
  return loading;
}
