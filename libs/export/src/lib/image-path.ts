import type { ContentImage, SnapshotContent } from './snapshot-content.ts';

/** `dicom/<subject>/<lesion>/<NN_slot>.dcm`; NN is the slot's place in the protocol. A slot that takes several images numbers them from the second on. */
export function imagePath(slots: readonly { readonly code: string; readonly order: number }[], subject: string, lesion: string, slot: string, number = 1): string {
  const order = slots.find((entry) => entry.code === slot)?.order ?? 0;
  return `dicom/${subject}/${lesion}/${String(order).padStart(2, '0')}_${slot}${number === 1 ? '' : `_${number}`}.dcm`;
}

/** Several images of one slot are numbered in the order of their digests, which does not depend on how the record was read. */
function* numbered(images: readonly ContentImage[]): Generator<[ContentImage, number]> {
  const counted = new Map<string, number>();
  for (const image of [...images].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    const place = `${image.lesion} ${image.slot}`;
    const number = (counted.get(place) ?? 0) + 1;
    counted.set(place, number);
    yield [image, number];
  }
}

/** Numbers of the images that are not the first of their slot. A lesion's images stand together as a rule, so they are looked at by lesion. */
function laterNumbers(images: readonly ContentImage[]): ReadonlyMap<ContentImage, number> {
  const later = new Map<ContentImage, number>();
  const add = (group: readonly ContentImage[]): void => {
    for (const [image, number] of numbered(group)) if (number > 1) later.set(image, number);
  };
  const seen = new Set<string>();
  let own: ContentImage[] = [];
  for (const image of images) {
    if (own[0]?.lesion !== image.lesion) {
      add(own);
      own = [];
      if (seen.has(image.lesion)) {
        later.clear();
        add(images);
        return later;
      }
      seen.add(image.lesion);
    }
    own.push(image);
  }
  add(own);
  return later;
}

/** Gives every image a path of its own. */
export function imagePathOf({ definition, images, lesions }: Pick<SnapshotContent, 'definition' | 'images' | 'lesions'>): (image: ContentImage) => string {
  const subjectOf = new Map(lesions.map(({ lesion, subject }) => [lesion, subject]));
  const later = laterNumbers(images);
  return (image) => imagePath(definition.protocol.slots, subjectOf.get(image.lesion) ?? '', image.lesion, image.slot, later.get(image));
}

/** The same for all. */
export function imagePaths(content: Pick<SnapshotContent, 'definition' | 'images' | 'lesions'>): ReadonlyMap<ContentImage, string> {
  const pathOf = imagePathOf(content);
  return new Map(content.images.map((image) => [image, pathOf(image)]));
}
