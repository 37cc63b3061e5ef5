import type { Tag, TagText } from '../tag.ts';
import type { Vr } from '../vr.ts';

/** One fragment of encapsulated pixel data; `offset` counts from the first byte after the offset table's item. */
export interface Fragment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Encapsulated pixel data as it lies in the file (PS3.5 A.4). */
export interface Encapsulated {
  readonly offsetTable: Uint8Array;
  readonly fragments: readonly Fragment[];
}

/** One element as read. `bytes` is a view on the file, never a copy; empty for sequences and encapsulated data. */
export interface DicomElement {
  readonly tag: Tag;
  /** VR of the file, or of the dictionary for implicit encodings; `UN` if neither says. */
  readonly vr: Vr;
  readonly littleEndian: boolean;
  readonly bytes: Uint8Array;
  readonly items?: readonly DataSet[];
  readonly encapsulated?: Encapsulated;
}

/** Elements of one nesting level. */
export interface DataSet {
  readonly elements: ReadonlyMap<TagText, DicomElement>;
  /** Tags that occur more than once at this level; only the first occurrence is in `elements`. */
  readonly duplicates: readonly TagText[];
  /** All occurrences in file order, duplicates too. */
  readonly all: readonly DicomElement[];
}

export const EMPTY_DATA_SET: DataSet = { elements: new Map(), duplicates: [], all: [] };
