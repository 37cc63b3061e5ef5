/** Fragments of one frame: indices, `to` exclusive. */
export interface FragmentGroup {
  readonly from: number;
  readonly to: number;
}

/** What is known of the fragments without reading them. */
export interface FragmentList {
  /** `offset` counts from the first byte after the offset table's item. */
  readonly fragments: readonly { readonly offset: number }[];
  readonly offsetTable: Uint8Array;
  /** Extended offset table, which goes before the basic one. */
  readonly extended: Uint8Array | null;
  /** At least the first two bytes of a fragment. */
  readonly start: (index: number) => Uint8Array;
}

const littleEndian64 = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => Number(view.getBigUint64(index * 8, true)));
};

const littleEndian32 = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true));
};

/** Groups by a table of frame starts, which may list the frames out of file order. */
function byTable(fragments: FragmentList['fragments'], starts: readonly number[]): FragmentGroup[] | null {
  const place = new Map(fragments.map(({ offset }, index) => [offset, index]));
  const firsts = starts.map((start) => place.get(start)).filter((first) => first !== undefined);
  const sorted = [...new Set(firsts)].sort((a, b) => a - b);
  if (sorted.length !== starts.length || sorted[0] !== 0) return null;
  const next = new Map(sorted.map((first, index) => [first, sorted[index + 1] ?? fragments.length]));
  return firsts.map((from) => ({ from, to: next.get(from) ?? from }));
}

const isJpegStart = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

/** Without a table: one fragment a frame, one frame in all, or (JPEG) a new frame wherever a fragment begins with SOI. */
function byContent({ fragments, start }: FragmentList, frames: number): FragmentGroup[] | null {
  if (fragments.length === 0) return null;
  if (frames === 1) return [{ from: 0, to: fragments.length }];
  if (fragments.length === frames) return fragments.map((_, index) => ({ from: index, to: index + 1 }));
  const firsts = fragments.flatMap((_, index) => (isJpegStart(start(index)) ? [index] : []));
  return firsts[0] !== 0 ? null : firsts.map((from, index) => ({ from, to: firsts[index + 1] ?? fragments.length }));
}

/** The fragments of each frame in display order; null unless there are as many as Number of Frames says. */
export function groupFragments(list: FragmentList, frames: number): FragmentGroup[] | null {
  const starts = list.extended ? littleEndian64(list.extended) : littleEndian32(list.offsetTable);
  const groups = starts.length > 0 ? byTable(list.fragments, starts) : byContent(list, frames);
  return groups?.length === frames ? groups : null;
}
