import { areaOf, boxOf } from '../shapes/measure.ts';
import type { Outline } from '../shapes/outline.ts';

/** An image as COCO lists it. */
export interface CocoImage {
  readonly sha256: string;
  /** Path in the export. */
  readonly path: string;
  readonly lesion: string;
  readonly slot: string;
  readonly rows: number;
  readonly columns: number;
}

/** Categories in fixed order, so that their numbers never change. */
const CATEGORIES: readonly Outline['kind'][] = ['lesion', 'background', 'feature'];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** An outline whose corners are read when its turn comes: those of a whole study would fill the memory. */
export interface CocoOutline extends Omit<Outline, 'points'> {
  readonly points: () => Outline['points'];
}

/** Outlines with the number of their image, in the order of images and kinds. */
function placed(images: readonly CocoImage[], outlines: readonly CocoOutline[]): { readonly outline: CocoOutline; readonly image: number }[] {
  // The same bytes can be two images of a record; each has its own outlines.
  const idOf = new Map(images.map(({ sha256, lesion, slot }, at) => [`${sha256} ${lesion} ${slot}`, at + 1]));
  return outlines.flatMap((outline) => {
    const image = idOf.get(`${outline.image} ${outline.lesion} ${outline.slot}`);
    return image === undefined ? [] : [{ outline, image }];
  }).sort((a, b) => a.image - b.image || CATEGORIES.indexOf(a.outline.kind) - CATEGORIES.indexOf(b.outline.kind));
}

/** Object annotations in the form of COCO: polygons in pixels, numbered in the order of paths; one line an image or region. */
export function* cocoJson(about: { readonly description: string; readonly version: string; readonly date: string }, images: readonly CocoImage[], outlines: readonly CocoOutline[]): Generator<string> {
  const sorted = [...images].sort((a, b) => (a.path < b.path ? -1 : 1));
  yield `{"info":${JSON.stringify({ description: about.description, version: about.version, date_created: about.date })},\n"categories":${JSON.stringify(CATEGORIES.map((name, at) => ({ id: at + 1, name, supercategory: 'region' })))},\n"images":[`;
  for (const [at, { path, rows, columns, lesion, slot, sha256 }] of sorted.entries()) yield `${at === 0 ? '' : ','}\n${JSON.stringify({ id: at + 1, file_name: path, height: rows, width: columns, lesion, slot, sha256 })}`;
  yield '],\n"annotations":[';
  for (const [at, { outline, image }] of placed(sorted, outlines).entries()) {
    const points = outline.points();
    yield `${at === 0 ? '' : ','}\n${JSON.stringify({
      id: at + 1, image_id: image, category_id: CATEGORIES.indexOf(outline.kind) + 1, segmentation: [points.flatMap(([x, y]) => [x, y])], area: rounded(areaOf(points)),
      bbox: boxOf(points).map(rounded), iscrowd: 0, source: outline.source, shape: outline.shape,
    })}`;
  }
  yield ']}\n';
}
