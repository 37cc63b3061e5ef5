/** One colour component of a baseline JPEG, as quantised coefficients (ITU-T T.81). */
export interface JpegComponent {
  readonly id: number;
  /** Sampling factors. */
  readonly h: number;
  readonly v: number;
  /** Quantisation steps in zigzag order. */
  readonly quantisation: Uint8Array;
  readonly blocksPerLine: number;
  readonly blocksPerColumn: number;
  /** 64 coefficients a block in zigzag order, blocks line by line, padded to whole MCUs. */
  readonly coefficients: Int16Array;
}

/** A baseline JPEG taken apart without loss. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly hMax: number;
  readonly vMax: number;
  readonly components: readonly JpegComponent[];
  /**
   * Whether three components are YCbCr or plain RGB, judged as common decoders do: Adobe marker, else JFIF means YCbCr, else
   * components named R, G, B are plain, else YCbCr.
   */
  readonly colourModel: 'ycbcr' | 'rgb';
}

/** Natural position of each zigzag index (T.81 figure A.6). */
export const ZIGZAG = Uint8Array.of(
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
);

/** Largest categories that baseline allows for 8-bit samples (T.81 tables F.1 and F.2). */
export const MAX_DC_CATEGORY = 11;
export const MAX_AC_CATEGORY = 10;

/** Thrown inside the JPEG codec only; its entry points turn it into a refusal. */
export class JpegFault extends Error {
  readonly code: 'jpeg-damaged' | 'codec-not-supported';

  constructor(code: 'jpeg-damaged' | 'codec-not-supported') {
    super(code);
    this.code = code;
  }
}
