import type { Readable } from 'node:stream';

/** Which bytes of a stored thing are asked for; both ends count. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The value of a `Result` for routes that answer with bytes. Nothing is opened before the headers are decided. */
export class StreamAnswer {
  constructor(
    readonly facts: {
      /** Bytes in all, or null when that is known only at the end (then no ranges are served). */
      readonly sizeBytes: number | null;
      readonly mediaType: string;
      /** Name offered for saving; built of codes only. */
      readonly fileName?: string;
      /** Content digest, for ETag; such content never changes, so it may be kept by the browser. */
      readonly digest?: string;
    },
    readonly open: (range: ByteRange | null) => Promise<Readable> | Readable,
  ) {}
}

/**
 * Reads a `Range` header (RFC 9110 14.1.2), one range only. Null: send everything. 'unsatisfiable': answer 416.
 */
export function readRange(header: string | undefined, sizeBytes: number | null): ByteRange | null | 'unsatisfiable' {
  if (header === undefined || sizeBytes === null) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (start >= sizeBytes) return 'unsatisfiable';
  return end < start ? null : { start, end };
}
