import { createHash } from 'node:crypto';
import type { JobPayload, ProgressEvent } from '@echocohort/jobs';
import { ok, refuse, type Clock, type Refusal, type Result } from '@echocohort/kernel';
import { bundleKey, objectKey, readObject, type ObjectStorage } from '@echocohort/storage';
import { CODE_VERSION, runTraining, type ModelBundle, type PictureWork, type RunRequest, type StepReport } from '@echocohort/training';
import { checkpointDue, readStoredCheckpoint, removeCheckpoint, storeCheckpoint } from './stored-checkpoint.ts';
import { storageSnapshot } from './storage-snapshot.ts';
import type { TrainingOutcome } from './training-outcome.ts';

/** What a training needs of its surroundings. */
export interface TrainingSurroundings {
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  readonly onEvent: (event: ProgressEvent) => void;
  /** Where pictures are decoded; in place where not given. */
  readonly work?: PictureWork;
  /** Stops for good; a checkpoint that was stored before stays until somebody removes it. */
  readonly signal?: AbortSignal;
  /** Stops after storing a checkpoint: the training is paused, or goes to another trainer. */
  readonly handBack?: AbortSignal;
  readonly availableMemory?: () => number;
  readonly usedMemory?: () => number;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const note = (text: string): ProgressEvent => ({ kind: 'note', text: text.slice(0, 500) });

function failed({ code, detail }: Refusal): TrainingOutcome {
  if (code === 'training-cancelled') return { status: 'cancelled' };
  if (code === 'training-handed-back') return { status: 'handed-back', detail: detail.slice(0, 500) };
  return { status: 'failed', error: { code: code.slice(0, 80), detail: detail.slice(0, 1000) } };
}

async function store(bundle: ModelBundle, runId: string, storage: ObjectStorage): Promise<Result<unknown>> {
  for (const { path, bytes } of bundle.files) {
    const stored = await storage.put(bundleKey(runId, path), bytes, { sha256: sha256(bytes), size: bytes.length });
    if (!stored.ok) return refuse({ ...stored.refusal, detail: `The model could not be stored (${path}): ${stored.refusal.detail}` });
  }
  return ok(null);
}

/** Weights lie in storage under their digest: the configuration names the SHA-256. */
async function weightsFile(storage: ObjectStorage, name: string): Promise<Result<Uint8Array>> {
  if (!/^[0-9a-f]{64}$/.test(name)) return refuse({ code: 'weights-file-unreadable', detail: 'In a training of the service "initWeights" is the SHA-256 of a weights file in the object storage.' });
  const bytes = await readObject(storage, objectKey(name));
  if (bytes.ok && sha256(bytes.value) !== name) return refuse({ code: 'weights-file-differs', detail: 'The weights file in the object storage is not the one that its digest names.' });
  return bytes;
}

/** A sign of life every few seconds: a step's loss and how long the rest of its epoch takes. */
function stepEvents(clock: Clock, onEvent: TrainingSurroundings['onEvent']): (report: StepReport) => void {
  const EVERY_MS = 5000;
  let told = clock.now().getTime();
  return ({ epoch, epochs, step, steps, loss, seconds }) => {
    const now = clock.now().getTime();
    if (now - told < EVERY_MS) return;
    told = now;
    onEvent(note(`epoch ${epoch} of ${epochs}, step ${step} of ${steps}: loss ${loss.toFixed(4)}, ${seconds.toFixed(2)} s a step`));
  };
}

const eventsOf = ({ clock, onEvent }: TrainingSurroundings): Pick<RunRequest, 'onImages' | 'onStarted' | 'onStep' | 'onEpoch' | 'onWarning'> => ({
  onImages: (done, of) => {
    if (done === 1) onEvent(note(`reading ${of} pictures`));
  },
  onStarted: ({ engine, versions, threads, images, lesions, passedOver, outlined, resumedAt }) => {
    for (const { name, reason } of passedOver) onEvent(note(`engine ${name} is not used: ${reason}`));
    onEvent({ kind: 'started', engine, version: Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', '), threads, images, lesions });
    if (outlined > 0) onEvent(note(`${outlined} of ${images} pictures are cut by a drawn outline`));
    if (resumedAt) onEvent(note(`goes on from the checkpoint in epoch ${resumedAt.epoch}, after ${resumedAt.step} of its steps`));
  },
  onStep: stepEvents(clock, onEvent),
  onEpoch: ({ epoch, epochs, loss, internalAuc, internalLower, internalUpper, imagesPerSecond, memoryMb, engineShare, secondsLeft }) =>
    onEvent({ kind: 'epoch', epoch, epochs, loss, internalAuc, internalLower, internalUpper, imagesPerSecond, memoryMb, engineShare, secondsLeft }),
  onWarning: ({ detail }) => onEvent(note(detail)),
});

/** The checkpoint that the job names, or that an earlier trainer of the same run left. */
async function startingPoint(job: JobPayload<'train'>, { storage, onEvent }: TrainingSurroundings): Promise<Result<Uint8Array | null>> {
  const checkpoint = await readStoredCheckpoint(storage, job.resumeFrom ?? job.runId);
  if (checkpoint.ok && checkpoint.value) onEvent(note('a checkpoint is there; the training goes on from it'));
  return checkpoint;
}

/** One training from storage to storage: reads the snapshot by its root, goes on where one was interrupted, stores the bundle under the run. */
export async function trainToStorage(job: JobPayload<'train'>, surroundings: TrainingSurroundings): Promise<TrainingOutcome> {
  const { storage, clock, work, signal, handBack, availableMemory, usedMemory, onEvent } = surroundings;
  const request: RunRequest = {
    runId: job.runId, source: storageSnapshot(storage, job.snapshotRoot), expectedRoot: job.snapshotRoot, config: job.config, codeVersion: CODE_VERSION, sha256, clock, checkpointDue,
    weightsFile: (name) => weightsFile(storage, name), onCheckpoint: (bytes) => storeCheckpoint(storage, job.runId, bytes), ...eventsOf(surroundings),
    ...(work ? { work } : {}), ...(signal ? { signal } : {}), ...(handBack ? { handBack } : {}), ...(availableMemory ? { availableMemory } : {}), ...(usedMemory ? { usedMemory } : {}),
  };
  const resume = await startingPoint(job, surroundings);
  if (!resume.ok) return failed(resume.refusal);
  let bundle = await runTraining(resume.value ? { ...request, resume: resume.value } : request);
  if (resume.value && !bundle.ok && (bundle.refusal.code === 'checkpoint-of-another-run' || bundle.refusal.code === 'checkpoint-unreadable')) {
    onEvent(note(`the checkpoint cannot be used here, the training begins anew: ${bundle.refusal.detail}`));
    bundle = await runTraining(request);
  }
  if (!bundle.ok) return failed(bundle.refusal);
  const stored = await store(bundle.value, job.runId, storage);
  if (!stored.ok) return failed(stored.refusal);
  await removeCheckpoint(storage, job.runId);
  return { status: 'finished', bundle: bundle.value.summary, metrics: bundle.value.metrics };
}
