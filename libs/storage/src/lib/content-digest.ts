import { createHash } from 'node:crypto';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { ExpectedContent, ObjectContent, StorageRefusal, StoredContent } from './object-storage.ts';

/** Pieces of the content, whatever form it came in. */
export async function* pieces(content: ObjectContent): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Counts and digests pieces as they pass. */
export class ContentDigest {
  readonly #hash = createHash('sha256');
  #size = 0;

  add(piece: Uint8Array): void {
    this.#hash.update(piece);
    this.#size += piece.length;
  }

  /** Ends the content and compares it with what the caller said. */
  finish(expected?: ExpectedContent): Result<StoredContent, StorageRefusal> {
    const stored = { sha256: this.#hash.digest('hex'), size: this.#size };
    if (expected === undefined || (expected.sha256 === stored.sha256 && expected.size === stored.size)) return ok(stored);
    const what = expected.size === stored.size ? 'other bytes than announced' : `${stored.size} bytes instead of ${expected.size}`;
    return refuse({ code: 'content-differs', detail: `The content arrived changed (${what}); nothing was stored, send it again.`, facts: { expected: expected.sha256, found: stored.sha256 } });
  }
}
