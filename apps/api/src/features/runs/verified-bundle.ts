import { ok, refuse, type Result } from '@echocohort/kernel';
import { MANIFEST_NAME, manifestText, readPredictions, runRecord, type BundleSummary, type LesionScore, type RunRecord } from '@echocohort/model';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { sha256 } from '../../platform/sha256.ts';

const PREDICTIONS = 'predictions.csv';
const RECORD = 'run.json';

/** What the server reads of a bundle: the scores, and the record of what trained it. */
export interface VerifiedBundle {
  readonly predictions: readonly LesionScore[];
  readonly record: RunRecord;
}

const unreadable: Result<never> = refuse({ code: 'bundle-record-unreadable', detail: 'The bundle holds no readable run.json; it cannot be said what trained the model.' });

function readRecord(text: string): Result<RunRecord> {
  try {
    const parsed = runRecord.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : unreadable;
  } catch {
    return unreadable; // no JSON at all is as unreadable as other JSON
  }
}

/**
 * Reads a bundle as the trainer stored it: the digest must be that of the list of files, and every file must be the one
 * listed.
 */
export async function readVerifiedBundle(storage: ObjectStorage, runId: string, bundle: BundleSummary): Promise<Result<VerifiedBundle>> {
  const listed = bundle.files.filter(({ path }) => path !== MANIFEST_NAME);
  if (sha256(manifestText(listed)) !== bundle.digest) return refuse({ code: 'bundle-digest-differs', detail: 'The digest of the model is not that of its list of files.' });
  const texts = new Map<string, string>();
  for (const { path, sha256: digest } of bundle.files) {
    const file = await readVerified(storage, bundleKey(runId, path), digest);
    if (!file.ok) return refuse({ code: 'bundle-file-differs', detail: `The file ${path} of the model bundle is missing or not the one listed.` });
    if (path === PREDICTIONS || path === RECORD) texts.set(path, new TextDecoder().decode(file.value));
  }
  const predictions = readPredictions(texts.get(PREDICTIONS) ?? '');
  if (!predictions.ok) return predictions;
  const record = readRecord(texts.get(RECORD) ?? '');
  return record.ok ? ok({ predictions: predictions.value, record: record.value }) : record;
}
