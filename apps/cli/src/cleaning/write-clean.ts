import { rmSync } from 'node:fs';
import { deidentify, deidentifyStream, type CleanSummary, type DeidentifyOptions } from '@echocohort/deidentification';
import { memorySource, type ByteSource } from '@echocohort/dicom';
import { ok, type Refusal, type Result } from '@echocohort/kernel';
import { openFileSource } from './file-source.ts';
import { writeTemporary } from './write-temporary.ts';

/** A clean copy that has been made and is not yet kept. */
export interface CleanCopy {
  readonly summary: Omit<CleanSummary, 'size'>;
  /** Its bytes, for those who judge it. */
  readonly bytes: ByteSource;
  /** Puts it on the disk under a temporary name, which is given. */
  keep(): string;
  /** Gives memory or disk back; what was kept stays. */
  close(): void;
}

/** In memory: nothing is on the disk before it has been judged. */
export function copyInMemory(source: Uint8Array, folder: string, options: DeidentifyOptions): Result<CleanCopy> {
  const cleaned = deidentify(source, options);
  if (!cleaned.ok) return cleaned;
  const { bytes, ...summary } = cleaned.value;
  return ok({ summary, bytes: memorySource(bytes), keep: () => writeTemporary(folder, (file) => file.write(bytes)), close: () => undefined });
}

/** A hold on its way out of a sink, so that the unfinished file goes with it. */
class HeldFault extends Error {
  override readonly name = 'HeldFault';
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** On the disk, frame by frame: memory stays flat whatever the length of the clip. */
export function copyOnDisk(source: ByteSource, folder: string, options: DeidentifyOptions): Result<CleanCopy> {
  const summaries: CleanSummary[] = [];
  let temporary: string;
  try {
    temporary = writeTemporary(folder, (file) => {
      const cleaned = deidentifyStream(source, file, options);
      if (!cleaned.ok) throw new HeldFault(cleaned.refusal);
      summaries.push(cleaned.value);
    });
  } catch (fault) {
    if (fault instanceof HeldFault) return { ok: false, refusal: fault.refusal };
    throw fault;
  }
  const [summary] = summaries;
  if (!summary) throw new Error('nothing was written');
  const bytes = openFileSource(temporary);
  let keep = false;
  return ok({
    summary,
    bytes,
    keep: () => {
      keep = true;
      return temporary;
    },
    close: () => {
      bytes.close();
      if (!keep) rmSync(temporary, { force: true });
    },
  });
}
