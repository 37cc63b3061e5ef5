import type { ContentImage, ContentOutline } from '@echocohort/export';
import type { TextSpool } from './text-spool.ts';

const DIGEST = 32;
const DIGESTS_IN_CHUNK = 1 << 13;

/** SHA-256 digests as raw bytes, by number. */
export class DigestStore {
  private readonly chunks: Buffer[] = [];
  private count = 0;

  keep(sha256: string): number {
    const place = this.count % DIGESTS_IN_CHUNK;
    if (place === 0) this.chunks.push(Buffer.alloc(DIGESTS_IN_CHUNK * DIGEST));
    this.chunks.at(-1)?.write(sha256, place * DIGEST, 'hex');
    return this.count++;
  }

  hexOf(number: number): string {
    const at = (number % DIGESTS_IN_CHUNK) * DIGEST;
    return this.chunks[Math.floor(number / DIGESTS_IN_CHUNK)]?.toString('hex', at, at + DIGEST) ?? '';
  }
}

/** An image of a snapshot whose digest is kept raw: a study has tens of thousands, and a text of a digest is as long as all the rest. */
export class PackedImage implements ContentImage {
  constructor(
    private readonly digests: DigestStore,
    readonly digest: number,
    readonly lesion: string,
    readonly slot: string,
    readonly sizeBytes: number,
    readonly rows: number,
    readonly columns: number,
    readonly frames: number,
  ) {}

  get sha256(): string {
    return this.digests.hexOf(this.digest);
  }
}

/** An outline whose corners lie in the spool. */
export class SpooledOutline implements ContentOutline {
  private readonly from: number;
  private readonly bytes: number;

  constructor(private readonly on: PackedImage, readonly kind: string, readonly shape: string, readonly source: string, points: string, private readonly spool: TextSpool) {
    const kept = spool.keep(points);
    this.from = kept.from;
    this.bytes = kept.bytes;
  }

  get lesion(): string {
    return this.on.lesion;
  }

  get slot(): string {
    return this.on.slot;
  }

  get image(): string {
    return this.on.sha256;
  }

  get points(): string {
    return this.spool.read(this.from, this.bytes);
  }
}
