import { refuse, type Result } from '@echocohort/kernel';
import type { SealedOutcomesRow } from '@echocohort/persistence';
import { NEEDED_FILES, reportRecordsOf, type ReportRecords } from '@echocohort/reporting';
import type { ReadSnapshot } from '../snapshots/read-snapshot.ts';

/** The files that an export has once the outcomes are open, in the words in which the report reads them. */
function openedTexts(sealed: SealedOutcomesRow | null): [string, string][] {
  if (!sealed?.openedAt || sealed.outcomes === null || sealed.modelDigest === null) return [];
  return [['sealed/outcomes.tsv', new TextDecoder().decode(sealed.outcomes)], ['sealed/opening.json', JSON.stringify({ model: sealed.modelDigest, openedAt: sealed.openedAt.toISOString() })]];
}

/** Reads a locked snapshot out of storage by digest. Outcomes of external centres come only when they were opened. */
export async function readLockedStudy(snapshots: ReadSnapshot, root: string, sealed: SealedOutcomesRow | null): Promise<Result<ReportRecords>> {
  const manifest = await snapshots.manifest(root);
  if (!manifest.ok) return manifest;
  if (manifest.value.signatures.length === 0) throw new Error('a locked snapshot without a signature');
  const texts = new Map<string, string>(openedTexts(sealed));
  for (const path of NEEDED_FILES.filter((name) => name !== 'SNAPSHOT.json')) {
    const leaf = manifest.value.leaves.find((each) => each.path === path);
    if (leaf === undefined) return refuse({ code: 'table-missing', detail: `The snapshot has no ${path}.` });
    const text = await snapshots.text(leaf);
    if (!text.ok) return text;
    texts.set(path, text.value);
  }
  return reportRecordsOf(manifest.value, texts);
}
