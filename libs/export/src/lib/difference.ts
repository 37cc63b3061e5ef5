/** How an item differs from what was locked. */
export type DifferenceKind =
  | 'changed' | 'missing' | 'extra' | 'order' | 'swapped' | 'unreadable' | 'sum-differs' | 'root-differs' | 'snapshot-edited' | 'signature-wrong' | 'opening-differs';

export interface Difference {
  readonly path: string;
  readonly how: DifferenceKind;
  readonly detail: string;
}

/** What is on the disk: digest by path; null where the bytes could not be read. */
export type ActualFiles = ReadonlyMap<string, { readonly sha256: string | null; readonly size: number }>;
