const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1980-01-01 00:00, the first moment of the format. */
const DOS_DATE = 0x21;

/** The same zip with all modification times at one moment: the library that packs a workbook takes the clock. */
export function fixZipTimes(zip: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(zip);
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new RangeError('this is no zip');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new RangeError('the directory of the zip is damaged');
    view.setUint32(at + 12, DOS_DATE << 16, true);
    view.setUint32(view.getUint32(at + 42, true) + 10, DOS_DATE << 16, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}
