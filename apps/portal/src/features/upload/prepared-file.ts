import type { Refusal } from '@echocohort/kernel';
import type { ImageFacts } from '@echocohort/protocol';

/** One element that was changed on the way to the clean file: where, its name in the dictionary, what was done. */
export interface TagAction {
  readonly path: string;
  readonly name: string;
  readonly action: string;
}

export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A file that was de-identified in this browser and may be sent. */
export interface PreparedFile {
  readonly clean: Blob;
  readonly sha256: string;
  readonly pixelSha256: string;
  readonly facts: ImageFacts;
  readonly mask: readonly Rectangle[];
  readonly actions: readonly TagAction[];
  readonly codes: readonly string[];
}

/** One frame as the browser paints it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface PicturePair {
  readonly before: Picture | null;
  readonly after: Picture | null;
}

export type WorkerRequest =
  | { readonly kind: 'prepare'; readonly id: number; readonly file: File; readonly key: Uint8Array; readonly subjectCode: string }
  | { readonly kind: 'show'; readonly id: number; readonly file: File; readonly clean: Blob | null };

export type WorkerAnswer =
  | { readonly kind: 'prepared'; readonly id: number; readonly prepared: PreparedFile }
  | { readonly kind: 'held'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'shown'; readonly id: number; readonly pair: PicturePair }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
