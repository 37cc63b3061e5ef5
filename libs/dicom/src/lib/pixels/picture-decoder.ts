import type { Result } from '@echocohort/kernel';

/** One frame as a decoder gives it: samples pixel by pixel, little endian, one byte a sample up to 8 bits and two beyond. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Precision of a sample as the stream states it. */
  readonly bitsPerSample: number;
  readonly signed: boolean;
  readonly bytes: Uint8Array;
  /** Whether the stream lost something of the picture that it was made from (irreversible wavelet, near-lossless error). */
  readonly lossy: boolean;
}

/** What the file says of its frames; a stream that says otherwise is refused before memory is taken for it. */
export interface ExpectedPicture {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
}

/**
 * Decodes frames of transfer syntaxes that this library does not take apart itself. An argument, as `inflate` is: the decoders are
 * WebAssembly, which a platform loads in its own way. Codes of refusals: `codec-not-supported`, `picture-damaged`.
 */
export interface PictureDecoder {
  supports(transferSyntax: string): boolean;
  decode(transferSyntax: string, frame: Uint8Array, expected: ExpectedPicture): Result<DecodedPicture>;
}
