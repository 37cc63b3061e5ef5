import { drawText } from '../ultrasound/bitmap-font.ts';
import { VENDOR_LAYOUTS } from '../ultrasound/vendor-layout.ts';
import { elementBytes, joinBytes } from '../dicom-file/element-bytes.ts';
import type { WrittenElement } from '../dicom-file/element-bytes.ts';
import type { SlotImage } from './slot-images.ts';

/** The same picture from a scanner that stores plain grey pixels: byte-level faults are planted in these. */
export function rawVariant(image: SlotImage): SlotImage {
  const layout = VENDOR_LAYOUTS.find((entry) => entry.bMode === 'grey-raw');
  if (!layout) throw new RangeError('rawVariant: no raw layout');
  return { ...image, form: 'grey-raw', recipe: { ...image.recipe, layout } };
}

/** The same scan from a machine that nobody registered. */
export const fromUnknownDevice = (image: SlotImage): SlotImage => ({ ...image, acquisition: { ...image.acquisition, manufacturer: 'Unlisted Maker', model: 'UL-9000' } });

/** The same scan on another day (YYYYMMDD). */
export const onAnotherDay = (image: SlotImage, scanDate: string): SlotImage => ({ ...image, acquisition: { ...image.acquisition, scanDate } });

/** The same scan under a character set that its bytes do not have. */
export const inWrongCharset = (image: SlotImage): SlotImage => ({ ...image, identity: { ...image.identity, coding: 'gb18030-undeclared', patientName: 'WANG^DALIN=王^大林' } });

/** The same scan with measurements left in the picture. */
export const withCalipers = (image: SlotImage): SlotImage => ({ ...image, recipe: { ...image.recipe, calipers: true } });

/** Puts one more element into an explicit little endian file, at its place in the order of tags. */
export function withElement(file: Uint8Array, element: WrittenElement): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const wanted = Number.parseInt(element.tag, 16);
  let at = 144 + view.getUint32(140, true);
  while (at + 8 < file.length) {
    const tag = view.getUint16(at, true) * 65536 + view.getUint16(at + 2, true);
    if (tag >= wanted) break;
    const vr = String.fromCharCode(file[at + 4] ?? 0, file[at + 5] ?? 0);
    const long = ['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT', 'UC', 'UR'].includes(vr);
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    if (length === 0xffffffff) throw new RangeError('withElement: an element of undefined length stands before the place');
    at += (long ? 12 : 8) + length;
  }
  return joinBytes([file.subarray(0, at), elementBytes([element], 'utf8'), file.subarray(at)]);
}

/** Writes a name into the blanked part of a cleaned file with plain grey pixels. */
export function withBurntName(file: Uint8Array, image: SlotImage, name: string): Uint8Array {
  const { width, height } = image.recipe.layout;
  const changed = Uint8Array.from(file);
  drawText({ width, height, channels: 1, bytes: changed.subarray(changed.length - width * height) }, name, 6, 6);
  return changed;
}

/** The first part of a file only. */
export const cutOff = (file: Uint8Array, share: number): Uint8Array => file.subarray(0, Math.floor(file.length * share));
