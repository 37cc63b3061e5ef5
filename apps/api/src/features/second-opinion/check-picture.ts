import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { verifyClean, type MaskTemplate } from '@echocohort/deidentification';
import { readPixelLayout, renderFrame, type DicomFile } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** A picture that was proved to be a file as the de-identification writes them. */
export interface CleanPicture {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly rows: number;
  readonly columns: number;
  readonly file: DicomFile;
}

const inflate = (packed: Uint8Array, maxBytes: number): Uint8Array => new Uint8Array(inflateRawSync(packed, { maxOutputLength: maxBytes }));

/** Verifies the fixed point without any key, and that there is one still picture in the file. */
export function checkPicture(bytes: Uint8Array, templates: readonly MaskTemplate[]): Result<CleanPicture> {
  const clean = verifyClean(bytes, { inflate, templates });
  if (!clean.ok) return clean;
  const { file } = clean.value;
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const { rows, columns, frames } = layout.value;
  if (frames > 1) return refuse({ code: 'still-picture-needed', detail: 'The file is a clip; models are trained on still pictures. Give one still picture.', facts: { frames } });
  return ok({ bytes, sha256: createHash('sha256').update(bytes).digest('hex'), rows, columns, file });
}

/** The picture as PNG bytes, no wider than asked. */
export async function picturePng(file: DicomFile, width?: number): Promise<Result<Buffer>> {
  const frame = renderFrame(file, 0);
  if (!frame.ok) return frame;
  const { default: sharp } = await import('sharp');
  const { rgba, width: columns, height } = frame.value;
  const picture = sharp(Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength), { raw: { width: columns, height, channels: 4 } }).removeAlpha();
  return ok(await (width !== undefined && width < columns ? picture.resize({ width }) : picture).png({ compressionLevel: 4 }).toBuffer());
}
