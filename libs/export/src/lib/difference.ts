/** How an item differs from what was locked. */
export type DifferenceKind =
  | 'changed' | 'missing' | 'extra' | 'order' | 'swapped' | 'unreadable' | 'sum-differs' | 'root-differs' | 'snapshot-edited' | 'signature-wrong' | 'opening-differs';

export interface Difference {
  readonly path: string;
  readonly how: DifferenceKind;
  readonly detail: string;
}

/** The digest of a file that is here; null where its bytes could not be read, undefined where there is none. */
export type ActualDigest = (path: string) => string | null | undefined;
