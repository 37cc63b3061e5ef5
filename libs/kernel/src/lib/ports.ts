/** The present moment, handed in so that domain code stays pure. */
export interface Clock {
  now(): Date;
}

/** Bytes that nobody can predict, handed in so that domain code stays pure. */
export interface RandomBytes {
  (count: number): Uint8Array;
}

/** SHA-256 of the bytes, as 64 lower-case hexadecimal digits. Each platform hands in its fastest. */
export interface Sha256Hex {
  (bytes: Uint8Array): string;
}

/** Text in both languages of the product. */
export interface LocalText {
  readonly zh: string;
  readonly en: string;
}
