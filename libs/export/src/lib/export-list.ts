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

/** The digest of a list, whose files come one by one. */
export function listDigest(): { readonly take: (file: { readonly path: string; readonly sha256: string }) => void; readonly end: () => string } {
  const hash = createHash('sha256');
  return { take: ({ path, sha256 }) => void hash.update(`${sha256}  ${path}\n`), end: () => hash.digest('hex') };
}

/** The bytes that the server signs: the digest of the list with the root of the snapshot. */
export const signedBytes = (root: string, list: string): Uint8Array => new TextEncoder().encode(canonicalJson({ format: EXPORT_FORMAT, root, list }));

/** The same of a whole list. */
export function signedListBytes({ root, files }: Pick<ExportList, 'root' | 'files'>): Uint8Array {
  const list = listDigest();
  for (const file of files) list.take(file);
  return signedBytes(root, list.end());
}

/** EXPORT.json in pieces, a file each: a large study has a hundred thousand, whose text would be held several times over. */
export function* exportListPieces(root: string, files: readonly ListedFile[], sign: SignExport | null): Generator<string> {
  const list = { format: EXPORT_FORMAT, root, files: [...files].sort((a, b) => comparePaths(a.path, b.path)) } as const;
  yield `{\n "format": ${JSON.stringify(list.format)},\n "root": ${JSON.stringify(root)},\n "files": [`;
  for (const [at, file] of list.files.entries()) yield `${at === 0 ? '' : ','}\n  ${JSON.stringify(file, null, 1).replaceAll('\n', '\n  ')}`;
  const attestation = JSON.stringify(sign === null ? null : sign(signedListBytes(list)), null, 1).replaceAll('\n', '\n ');
  yield `${list.files.length === 0 ? '' : '\n '}],\n "attestation": ${attestation}\n}\n`;
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
