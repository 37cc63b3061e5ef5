import type { ImageView } from '@echocohort/contracts';
import type { ImageRow } from '@echocohort/persistence';
import { z } from 'zod';

/** What is kept of an image's header beside its size: enough for checks, lists and export, and nothing of a patient. */
export const storedHeader = z.object({
  sopClassUid: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  transducer: z.string(),
  /** Code of the registered device; null when none fits. */
  device: z.string().nullable(),
  scanDate: z.string().nullable(),
  calibrated: z.boolean(),
});
export type StoredHeader = z.output<typeof storedHeader>;

/** An image as boards and receipts show it. */
export function imageViewOf(row: ImageRow): ImageView {
  return {
    id: row.id,
    slot: row.slot,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    rows: row.rows,
    columns: row.columns,
    frames: row.frames,
    device: storedHeader.parse(row.header).device,
    storedAt: row.storedAt.toISOString(),
    supersedes: row.supersedes,
    supersededAt: row.supersededAt?.toISOString() ?? null,
    supersedeReason: row.supersedeReason,
    receipt: row.receipt,
  };
}
