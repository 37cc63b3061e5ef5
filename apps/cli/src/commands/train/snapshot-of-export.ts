import { SNAPSHOT_PATH, verifyExport, type ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { SnapshotSource } from '@echocohort/training';

async function bytesOf(source: ExportSource, path: string): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of source.read(path)) chunks.push(chunk);
  } catch {
    return refuse({ code: 'export-file-unreadable', detail: `${path} is missing from the export or cannot be read; "echocohort verify" lists what differs.`, facts: { path } });
  }
  const [only] = chunks;
  return ok(chunks.length === 1 && only ? only : Buffer.concat(chunks));
}

/** The locked snapshot inside an export. */
export const snapshotOf = (source: ExportSource): SnapshotSource => ({
  manifest: async () => {
    const bytes = await bytesOf(source, SNAPSHOT_PATH);
    return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
  },
  leaf: ({ path }) => bytesOf(source, path),
});

/** An export that is not what was locked must not lend its root to a model. */
export async function refuseDifferent(source: ExportSource): Promise<Result<null>> {
  const verdict = await verifyExport(source, {});
  if (!verdict.ok) return verdict;
  const { differences } = verdict.value;
  // The manifest always differs with a file; the file is what one looks for.
  const first = differences.find(({ path }) => path !== SNAPSHOT_PATH) ?? differences[0];
  if (!first) return ok(null);
  return refuse({ code: 'export-differs', detail: `The export is not what was locked (${first.path}: ${first.how}; ${differences.length} difference(s) in all); "echocohort verify" lists them. Nothing was trained.` });
}
