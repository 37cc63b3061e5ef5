import { stat } from 'node:fs/promises';
import { folderSource, ZipFault, zipSource, type ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** An export as a folder or a zip, whichever the path names. */
export async function openExport(path: string): Promise<Result<ExportSource>> {
  try {
    return ok((await stat(path)).isDirectory() ? folderSource(path) : await zipSource(path));
  } catch (error) {
    if (error instanceof ZipFault) return refuse({ code: error.code, detail: error.message });
    return refuse({ code: 'export-unreadable', detail: 'The export cannot be read; give the folder or the zip of an export.' });
  }
}
