import type { ContentImage, SnapshotContent } from './snapshot-content.ts';

/** `dicom/<subject>/<lesion>/<NN_slot>.dcm`; NN is the slot's place in the protocol. A slot that takes several images numbers them from the second on. */
export function imagePath(slots: readonly { readonly code: string; readonly order: number }[], subject: string, lesion: string, slot: string, number = 1): string {
  const order = slots.find((entry) => entry.code === slot)?.order ?? 0;
  return `dicom/${subject}/${lesion}/${String(order).padStart(2, '0')}_${slot}${number === 1 ? '' : `_${number}`}.dcm`;
}

/** A path of its own for every image; several images of one slot are numbered in the order of their digests, which does not depend on how the record was read. */
export function imagePaths({ definition, images, lesions }: Pick<SnapshotContent, 'definition' | 'images' | 'lesions'>): ReadonlyMap<ContentImage, string> {
  const subjectOf = new Map(lesions.map(({ lesion, subject }) => [lesion, subject]));
  const counted = new Map<string, number>();
  const paths = new Map<ContentImage, string>();
  for (const image of [...images].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    const place = `${image.lesion} ${image.slot}`;
    const number = (counted.get(place) ?? 0) + 1;
    counted.set(place, number);
    paths.set(image, imagePath(definition.protocol.slots, subjectOf.get(image.lesion) ?? '', image.lesion, image.slot, number));
  }
  return paths;
}
