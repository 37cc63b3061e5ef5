import { objectKey, type SnapshotLeaf } from '@echocohort/cohort';
import { derivationOf, exportZip, LeafDiffersError, type ExtraFiles, type OpenedOutcomes, type SignExport } from '@echocohort/export';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { exportKey, type ObjectStorage } from '@echocohort/storage';
import type { Readable } from 'node:stream';
import { storedManifest } from '../snapshots/stored-manifest.ts';
import { reportFiles, type ReportSource } from './report-files.ts';

/** Everything that one export is made of, beside what lies in storage; it can be sent to a process of its own. */
export interface ExportTask {
  readonly exportId: string;
  readonly root: string;
  readonly opened: OpenedOutcomes | null;
  readonly report: ReportSource;
}

/** The zip as it lies in storage. */
export interface ExportMade {
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What an export is made with. */
export interface ExportTools {
  readonly storage: ObjectStorage;
  readonly sign: SignExport;
  readonly extra?: readonly ExtraFiles[];
  readonly tell?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** An expected end without an export, thrown where a stream stands between its cause and who hears of it. */
class ExportRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'ExportRefused';
  }
}

const opener = (storage: ObjectStorage) => async (leaf: SnapshotLeaf): Promise<Readable> => {
  const found = await storage.get(objectKey(leaf.sha256));
  if (!found.ok) throw new ExportRefused(found.refusal);
  return found.value.stream;
};

async function written({ exportId, root, opened, report }: ExportTask, { storage, sign, extra = [], tell, signal }: ExportTools): Promise<Result<ExportMade>> {
  const manifest = await storedManifest(storage, root);
  if (!manifest.ok) return manifest;
  const open = opener(storage);
  const derivation = await derivationOf(manifest.value, open, { outcomes: opened?.outcomes ?? null, extraFiles: [reportFiles(storage, report), ...extra] });
  if (!derivation.ok) return derivation;
  const zip = exportZip(manifest.value, open, { opened, derivation: derivation.value, sign, onProgress: tell });
  const stop = (): void => void zip.destroy(new Error('the job was stopped'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const key = exportKey(exportId);
    const stored = await storage.put(key, zip);
    return stored.ok ? ok({ key, sizeBytes: stored.value.size, sha256: stored.value.sha256 }) : stored;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Makes the zip of an export and puts it into storage, whole or not at all. Refuses what the person who asked can be told; throws the rest. */
export async function makeExportZip(task: ExportTask, tools: ExportTools): Promise<Result<ExportMade>> {
  try {
    return await written(task, tools);
  } catch (error) {
    if (error instanceof ExportRefused) return { ok: false, refusal: error.refusal };
    if (error instanceof LeafDiffersError) return refuse({ code: 'snapshot-leaf-differs', detail: 'A stored file is not the one that was locked.' });
    throw error;
  }
}
