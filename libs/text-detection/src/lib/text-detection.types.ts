/** Numbers with their shape, the outermost first (NCHW for pictures). */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A rectangle of the stored picture in pixels, corners inclusive. */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A painted frame, four bytes a pixel, as `renderFrame` gives it. */
export interface PaintedFrame {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The two networks behind one port. The session lives outside: onnxruntime-node in Node, onnxruntime-web in a browser worker. */
export interface TextModel {
  /** Picture in (1,3,h,w; sides multiples of 32), map of probabilities out (h times w). */
  detect(picture: Tensor): Promise<Float32Array>;
  /** One line of text in (1,3,48,w), probabilities of each letter at each step out (1,steps,letters). */
  recognise(line: Tensor): Promise<Tensor>;
  /** The letter of each class; class 0 is "nothing". */
  readonly letters: readonly string[];
}

/** Which network an adapter has to run. */
export type TextNetwork = 'detection' | 'recognition';

/** All that an adapter does: run a network on one input and give its one output. */
export type RunNetwork = (network: TextNetwork, input: Tensor) => Promise<Tensor>;

/** Why a text blocks: it repeats what the file itself says of its patient. */
export type OwnMatch = 'name' | 'number' | 'date';

/** `blocks`: the file's own name, number or date; never released. `person-decides`: somebody has to look. */
export type TextVerdict = 'blocks' | 'person-decides';

/** A text inside a trusted region. `text` is for the screen of the centre only: it goes into no log, report or message. */
export interface FoundText {
  readonly frame: number;
  readonly box: PixelBox;
  readonly verdict: TextVerdict;
  readonly match: OwnMatch | null;
  /** Only measurements, scales and scanner words were read: the screen may propose "harmless", never more. */
  readonly looksHarmless: boolean;
  readonly text: string;
  /** Mean probability of the letters read, 0 to 1. */
  readonly confidence: number;
}

/** Frames whose stored bytes are the colours themselves: eight bits, grey or red, green and blue pixel by pixel. */
export interface StoredColours {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** A frame's bytes, valid until the next call. */
  read(index: number): Uint8Array;
}

/** A picture to be searched, frame by frame. */
export interface SearchedPicture {
  readonly frames: number;
  /** Where pixels stay; text elsewhere is blanked and not looked for. */
  readonly regions: readonly PixelBox[];
  /** Paints a frame; may throw when it cannot be read. */
  frame(index: number): PaintedFrame | Promise<PaintedFrame>;
  /** Where it is given, the frames of a clip are compared without painting each of them. */
  readonly stored?: StoredColours;
}
