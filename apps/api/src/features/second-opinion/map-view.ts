import type { AttentionMapView } from '@echocohort/contracts';
import type { ScoredPicture } from '@echocohort/inference';
import type { Square } from '@echocohort/training';

/** The attention map of a scored picture, to be laid over the square that was cut. */
export async function mapViewOf({ cam, camSide }: Pick<ScoredPicture, 'cam' | 'camSide'>, { x, y, side }: Square): Promise<AttentionMapView> {
  const [{ attentionOverlay }, { default: sharp }] = await Promise.all([import('@echocohort/inference'), import('sharp')]);
  const overlay = attentionOverlay(cam, camSide);
  const png = await sharp(Buffer.from(overlay.rgba.buffer), { raw: { width: overlay.side, height: overlay.side, channels: 4 } }).png({ compressionLevel: 6 }).toBuffer();
  return { png: png.toString('base64'), square: { x, y, side }, flat: cam.every((value) => value === cam[0]) };
}
