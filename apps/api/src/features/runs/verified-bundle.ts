import { createHash } from 'node:crypto';
import { refuse, type Result } from '@echocohort/kernel';
import { MANIFEST_NAME, manifestText, readPredictions, type BundleSummary, type LesionScore } from '@echocohort/model';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';

const PREDICTIONS = 'predictions.csv';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads a bundle as the trainer stored it: the digest must be that of the list of files, and every file must be the one
 * listed. Answers its predictions.
 */
export async function readVerifiedBundle(storage: ObjectStorage, runId: string, bundle: BundleSummary): Promise<Result<LesionScore[]>> {
  const listed = bundle.files.filter(({ path }) => path !== MANIFEST_NAME);
  if (sha256(manifestText(listed)) !== bundle.digest) return refuse({ code: 'bundle-digest-differs', detail: 'The digest of the model is not that of its list of files.' });
  let predictions: Result<LesionScore[]> = refuse({ code: 'bundle-file-differs', detail: 'The model bundle holds no predictions.' });
  for (const { path, sha256: digest } of bundle.files) {
    const file = await readVerified(storage, bundleKey(runId, path), digest);
    if (!file.ok) return refuse({ code: 'bundle-file-differs', detail: `The file ${path} of the model bundle is missing or not the one listed.` });
    if (path === PREDICTIONS) predictions = readPredictions(new TextDecoder().decode(file.value));
  }
  return predictions;
}
