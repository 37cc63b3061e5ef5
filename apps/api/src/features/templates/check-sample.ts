import { keptRows, type KeptShape } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { TemplateLayout } from '@echocohort/contracts';
import sharp from 'sharp';

/** Brighter than this outside the kept area is content, not the rounding of a smaller picture. */
const BLACK = 12;
const MOST_SIDE = 1024;

const unreadable: Result<never> = refuse({ code: 'template-sample-unreadable', field: 'sample', detail: 'The picture of the template cannot be read, or has not the shape of the layout. Draw the template again.' });

interface Sample {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function readSample(base64: string, layout: TemplateLayout): Promise<Sample | null> {
  const picture = sharp(Buffer.from(base64, 'base64'), { limitInputPixels: MOST_SIDE * MOST_SIDE });
  const read = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }).catch(() => null);
  if (read === null) return null;
  const { data, info: { width, height, channels } } = read;
  const sameShape = Math.abs(width / height - layout.columns / layout.rows) <= 0.02;
  return channels === 3 && width <= MOST_SIDE && height <= MOST_SIDE && sameShape ? { data, width, height } : null;
}

/** Whether the sample shows anything where the template blanks. A smaller picture mixes neighbours, so one of its pixels around the kept area is let off. */
function showsMore({ data, width, height }: Sample, layout: TemplateLayout, kept: readonly KeptShape[]): boolean {
  const rows = keptRows(kept, layout);
  const [sx, sy] = [layout.columns / width, layout.rows / height];
  for (let y = 0; y < height; y++) {
    const near = rows.slice(Math.max(0, Math.floor((y - 1) * sy)), Math.ceil((y + 2) * sy)).flat();
    for (let x = 0; x < width; x++) {
      if (near.some(({ from, to }) => from < (x + 2) * sx && to > (x - 1) * sx)) continue;
      const at = (y * width + x) * 3;
      if (Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) > BLACK) return true;
    }
  }
  return false;
}

/**
 * The picture by which a second person judges a template. It must be black wherever the template blanks, so that signing asks nothing
 * identified to leave the centre; the server does not believe it, it looks. What is kept is written anew: no text chunk of the PNG stays.
 */
export async function checkSample(base64: string, layout: TemplateLayout, kept: readonly KeptShape[]): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const sample = await readSample(base64, layout);
  if (sample === null) return unreadable;
  if (showsMore(sample, layout, kept)) return refuse({ code: 'template-sample-not-blank', field: 'sample', detail: 'The picture of the template shows something outside the kept area. Nothing of it was kept.' });
  const { data, width, height } = sample;
  return ok(new Uint8Array(await sharp(data, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 9 }).toBuffer()));
}
