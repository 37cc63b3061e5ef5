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

/** Object annotations in the form of COCO: polygons in pixels, numbered in the order of paths. */
export function cocoJson(about: { readonly description: string; readonly version: string; readonly date: string }, images: readonly CocoImage[], outlines: readonly Outline[]): string {
  const sorted = [...images].sort((a, b) => (a.path < b.path ? -1 : 1));
  const idOf = new Map(sorted.map(({ path }, at) => [path, at + 1]));
  // The same bytes can be two images of a record; each has its own outlines.
  const placeOf = new Map(sorted.map((image) => [`${image.sha256} ${image.lesion} ${image.slot}`, image.path]));
  const annotations = outlines.flatMap((outline) => {
    const id = idOf.get(placeOf.get(`${outline.image} ${outline.lesion} ${outline.slot}`) ?? '');
    return id === undefined ? [] : [{ outline, image: id }];
  }).sort((a, b) => a.image - b.image || CATEGORIES.indexOf(a.outline.kind) - CATEGORIES.indexOf(b.outline.kind));
  return `${JSON.stringify({
    info: { description: about.description, version: about.version, date_created: about.date },
    categories: CATEGORIES.map((name, at) => ({ id: at + 1, name, supercategory: 'region' })),
    images: sorted.map(({ path, rows, columns, lesion, slot, sha256 }) => ({ id: idOf.get(path), file_name: path, height: rows, width: columns, lesion, slot, sha256 })),
    annotations: annotations.map(({ outline, image }, at) => ({
      id: at + 1, image_id: image, category_id: CATEGORIES.indexOf(outline.kind) + 1, segmentation: [outline.points.flatMap(([x, y]) => [x, y])], area: rounded(areaOf(outline.points)),
      bbox: boxOf(outline.points).map(rounded), iscrowd: 0, source: outline.source, shape: outline.shape,
    })),
  }, null, 1)}\n`;
}
