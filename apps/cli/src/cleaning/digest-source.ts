import { createHash } from 'node:crypto';
import type { ByteSource } from '@echocohort/dicom';

const PIECE = 1 << 20;

/** SHA-256 of a source, read piece by piece. */
export function digestSource(source: ByteSource): string {
  const hash = createHash('sha256');
  for (let at = 0; at < source.size; at += PIECE) hash.update(source.read(at, Math.min(PIECE, source.size - at)));
  return hash.digest('hex');
}
