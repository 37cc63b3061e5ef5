import type { Refusal } from '@echocohort/kernel';
import type { ImageFacts } from '@echocohort/protocol';

/** One element that was changed on the way to the clean file: where, its name in the dictionary, what was done. */
export interface TagAction {
  readonly path: string;
  readonly name: string;
  readonly action: string;
}

/** One element before and after. Values are for the screen of the centre only: they are made when asked for and kept nowhere. */
export interface TagRow extends TagAction {
  readonly before: string | null;
  readonly after: string | null;
}

export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A part of the picture that stays. */
export type Kept = ({ readonly kind: 'rectangle' } & Rectangle) | { readonly kind: 'polygon'; readonly points: readonly (readonly [number, number])[] };

/** Scanner and size of the screen, in the words of the clean file. */
export interface ScreenLayout {
  readonly manufacturer: string;
  readonly model: string;
  readonly software: string;
  readonly rows: number;
  readonly columns: number;
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

/** Text that was found inside the picture: the box, the cut-out that the person sees, and what it means. */
export interface TextBox {
  readonly id: number;
  readonly frame: number;
  readonly box: Rectangle;
  /** What of the file's own identity it repeats; such text is never harmless. */
  readonly match: 'name' | 'number' | 'date' | null;
  readonly looksHarmless: boolean;
  readonly text: string;
  readonly crop: Picture;
}

/** A file that was de-identified in this browser. It may be sent once a person approved it. */
export interface PreparedFile {
  /** SHA-256 of the scanner's file. */
  readonly source: string;
  readonly clean: Blob;
  readonly sha256: string;
  readonly pixelSha256: string;
  readonly facts: ImageFacts;
  /** Milliseconds from frame to frame; null for a still and where the file says none. */
  readonly frameTime: number | null;
  readonly layout: ScreenLayout;
  readonly kept: readonly Kept[];
  readonly template: { readonly id: string; readonly version: number } | null;
  /** Boxes that a person blanked in it. */
  readonly blanked: readonly Rectangle[];
  readonly actions: readonly TagAction[];
  readonly codes: readonly string[];
}

/** What the search for text inside the picture found; not made anew when a person blanks a box. */
export interface TextSearch {
  readonly texts: readonly TextBox[];
  readonly frames: number;
}

/** A template as the worker cleans with it. */
export interface CleaningTemplate extends ScreenLayout {
  readonly id: string;
  readonly version: number;
  readonly kept: readonly Kept[];
  readonly drawnBy: string;
  readonly drawnAt: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
}

export interface PrepareOrder {
  readonly file: File;
  readonly key: Uint8Array;
  readonly subjectCode: string;
  readonly templates: readonly CleaningTemplate[];
  readonly blank: readonly Rectangle[];
  /** Whether to look for text; not needed again when only boxes were added. */
  readonly search: boolean;
}

/** A file that a person looks at. The keys tell the worker that it has it open already. */
export interface ShownFile {
  readonly file: File;
  readonly fileKey: string;
  readonly clean: Blob | null;
  readonly cleanKey: string | null;
}

export type PrepareStep = 'reading' | 'cleaning' | 'checking' | 'loading-model' | 'searching';

export type WorkerRequest =
  | ({ readonly kind: 'prepare'; readonly id: number } & PrepareOrder)
  | { readonly kind: 'show'; readonly id: number; readonly shown: ShownFile; readonly frame: number }
  | { readonly kind: 'tags'; readonly id: number; readonly shown: ShownFile; readonly actions: readonly TagAction[] }
  | { readonly kind: 'outline'; readonly id: number; readonly file: File };

/** What a person needs to draw the kept area of a file that says none: the picture, its layout, and where text stands on it. */
export interface Outline {
  readonly picture: Picture;
  readonly layout: ScreenLayout;
  readonly texts: readonly Rectangle[];
}

export type WorkerAnswer =
  | { readonly kind: 'step'; readonly id: number; readonly step: PrepareStep }
  | { readonly kind: 'prepared'; readonly id: number; readonly prepared: PreparedFile; readonly search: TextSearch | null }
  | { readonly kind: 'held'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'shown'; readonly id: number; readonly pair: PicturePair }
  | { readonly kind: 'tags'; readonly id: number; readonly rows: readonly TagRow[] }
  | { readonly kind: 'outlined'; readonly id: number; readonly outline: Outline | null }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
