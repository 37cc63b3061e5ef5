import { createHash } from 'node:crypto';
import { attestationSchema, comparePaths, leafSchema, type SnapshotAttestation } from '@echocohort/cohort';
import { canonicalJson } from '@echocohort/kernel';
import { z } from 'zod';

/** The list of everything in an export that is no leaf of the snapshot, signed by the server. */
export const EXPORT_LIST_PATH = 'EXPORT.json';
export const EXPORT_FORMAT = 'echocohort.export/1';

export const exportListSchema = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  /** Root of the snapshot that these files were made of. */
  root: z.string().regex(/^[0-9a-f]{64}$/),
  /** Files beside the leaves, sorted by path. */
  files: z.array(leafSchema),
  attestation: attestationSchema.nullable(),
});
export type ExportList = z.output<typeof exportListSchema>;
export type ListedFile = ExportList['files'][number];

/** Signs bytes with the server's key. The same bytes give the same signature (Ed25519), so an export stays the same bytes. */
export type SignExport = (bytes: Uint8Array) => SnapshotAttestation;

/** The bytes that the server signs: the list with the root of the snapshot. */
export function signedListBytes({ format, root, files }: Pick<ExportList, 'format' | 'root' | 'files'>): Uint8Array {
  const list = files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
  return new TextEncoder().encode(canonicalJson({ format, root, list: createHash('sha256').update(list).digest('hex') }));
}

export function exportListText(root: string, files: readonly ListedFile[], sign: SignExport | null): string {
  const list = { format: EXPORT_FORMAT, root, files: [...files].sort((a, b) => comparePaths(a.path, b.path)) } as const;
  return `${JSON.stringify({ ...list, attestation: sign === null ? null : sign(signedListBytes(list)) }, null, 1)}\n`;
}

/** What EXPORT.json says; null when it is not such a list. */
export function readExportList(text: string): ExportList | null {
  try {
    const parsed = exportListSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
