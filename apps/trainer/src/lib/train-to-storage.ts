import { createHash } from 'node:crypto';
import type { JobPayload, ProgressEvent } from '@echocohort/jobs';
import { refuse, type Clock, type Refusal, type Result } from '@echocohort/kernel';
import { bundleKey, type ObjectStorage } from '@echocohort/storage';
import { CODE_VERSION, runTraining, type ModelBundle } from '@echocohort/training';
import { storageSnapshot } from './storage-snapshot.ts';
import type { TrainingOutcome } from './training-outcome.ts';

/** What a training needs of its surroundings. */
export interface TrainingSurroundings {
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  readonly onEvent: (event: ProgressEvent) => void;
  readonly signal?: AbortSignal;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const failed = ({ code, detail }: Refusal): TrainingOutcome => (code === 'training-cancelled' ? { status: 'cancelled' } : { status: 'failed', error: { code: code.slice(0, 80), detail: detail.slice(0, 1000) } });

async function store(bundle: ModelBundle, runId: string, storage: ObjectStorage): Promise<Result<unknown>> {
  for (const { path, bytes } of bundle.files) {
    const stored = await storage.put(bundleKey(runId, path), bytes, { sha256: sha256(bytes), size: bytes.length });
    if (!stored.ok) return refuse({ ...stored.refusal, detail: `The model could not be stored (${path}): ${stored.refusal.detail}` });
  }
  return { ok: true, value: null };
}

/** One training from storage to storage: reads the snapshot by its root, trains, stores the bundle under the run. */
export async function trainToStorage(job: JobPayload<'train'>, { storage, clock, onEvent, signal }: TrainingSurroundings): Promise<TrainingOutcome> {
  const bundle = await runTraining({
    runId: job.runId, source: storageSnapshot(storage, job.snapshotRoot), expectedRoot: job.snapshotRoot, config: job.config, codeVersion: CODE_VERSION, sha256, clock,
    ...(signal ? { signal } : {}),
    onImages: (done, of) => {
      if (done === 1) onEvent({ kind: 'note', text: `reading ${of} pictures` });
    },
    onStarted: ({ engine, versions, threads, images, lesions, passedOver }) => {
      for (const { name, reason } of passedOver) onEvent({ kind: 'note', text: `engine ${name} is not used: ${reason}`.slice(0, 500) });
      onEvent({ kind: 'started', engine, version: Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', '), threads, images, lesions });
    },
    onEpoch: ({ epoch, epochs, loss, internalAuc, imagesPerSecond, secondsLeft }) => onEvent({ kind: 'epoch', epoch, epochs, loss, internalAuc, imagesPerSecond, secondsLeft }),
  });
  if (!bundle.ok) return failed(bundle.refusal);
  const stored = await store(bundle.value, job.runId, storage);
  return stored.ok ? { status: 'finished', bundle: bundle.value.summary, metrics: bundle.value.metrics } : failed(stored.refusal);
}
