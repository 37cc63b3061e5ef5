import { createHash } from 'node:crypto';
import { trainingPlace, type ProgressEvent, type StoredPlace, type TrainingError, type TrainingWork } from '@echocohort/jobs';
import { ok, refuse, type Clock, type Refusal, type Result } from '@echocohort/kernel';
import { bundleKey, checkpointName, objectKey, readObject, stagedName, type ObjectStorage } from '@echocohort/storage';
import { CODE_VERSION, runTraining, type ModelBundle, type PictureWork, type RunRequest } from '@echocohort/training';
import { checkpointDue, readStoredCheckpoint, storeCheckpoint } from './stored-checkpoint.ts';
import { storageSnapshot } from './storage-snapshot.ts';
import { factsOf, note, trainingEvents } from './training-events.ts';
import type { TrainingOutcome } from './training-outcome.ts';

/** What a training needs of its surroundings. */
export interface TrainingSurroundings {
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  readonly onEvent: (event: ProgressEvent) => void;
  /** Under which names this trainer stores, and where the one before left its checkpoint; the first of a training where not given. */
  readonly place?: StoredPlace;
  /** Asked before each object is written: false when another trainer has the training now. */
  readonly mayWrite?: () => Promise<boolean>;
  /** Where pictures are decoded; in place where not given. */
  readonly work?: PictureWork;
  /** Stops for good; a checkpoint that was stored before stays until somebody removes it. */
  readonly signal?: AbortSignal;
  /** Stops after storing a checkpoint: the training is paused, or goes to another trainer. */
  readonly handBack?: AbortSignal;
  readonly availableMemory?: () => number;
  readonly usedMemory?: () => number;
}

const FIRST: StoredPlace = { taking: 1, checkpoint: null };

const LOST = 'lease-lost';
const lost: Result<never> = refuse({ code: LOST, detail: 'Another trainer has this training now; nothing more is written.' });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where a training failed, from the facts of the refusal; steps are counted from 1. */
function placeOf({ facts }: Refusal): Pick<TrainingError, 'place'> {
  const found = trainingPlace.safeParse({ epoch: facts?.['epoch'], step: Number(facts?.['step']) + 1, lesions: facts?.['lesions'] ?? [] });
  return found.success ? { place: found.data } : {};
}

function failed(refusal: Refusal): TrainingOutcome {
  const { code, detail } = refusal;
  if (code === LOST) return { status: 'lost' };
  if (code === 'training-cancelled') return { status: 'cancelled' };
  if (code === 'training-handed-back') return { status: 'handed-back', detail: detail.slice(0, 500), facts: factsOf(refusal) };
  return { status: 'failed', error: { code: code.slice(0, 80), detail: detail.slice(0, 1000), facts: factsOf(refusal), ...placeOf(refusal) } };
}

/** Stores the files one by one under this trainer's own names, each only while the lease holds: what a late one lets through lies beside another's bundle. */
async function store(bundle: ModelBundle, runId: string, { storage, mayWrite, place = FIRST }: TrainingSurroundings): Promise<Result<unknown>> {
  for (const { path, bytes } of bundle.files) {
    if (mayWrite && !(await mayWrite())) return lost;
    const stored = await storage.put(bundleKey(runId, stagedName(place.taking, path)), bytes, { sha256: sha256(bytes), size: bytes.length });
    if (!stored.ok) return refuse({ ...stored.refusal, detail: `The model could not be stored (${path}): ${stored.refusal.detail}`, facts: { file: path } });
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

/** The training as the library is asked for it: everything from storage, progress as events, checkpoints while the lease holds. */
export function runRequestOf(job: TrainingWork, surroundings: TrainingSurroundings): RunRequest {
  const { storage, clock, work, signal, handBack, availableMemory, usedMemory, mayWrite, onEvent, place = FIRST } = surroundings;
  const { keptAt, ...events } = trainingEvents(job.config, clock, onEvent, usedMemory);
  const onCheckpoint = async (bytes: Uint8Array): Promise<Result<unknown>> => {
    if (mayWrite && !(await mayWrite())) return lost;
    const stored = await storeCheckpoint(storage, job.runId, checkpointName(place.taking), bytes);
    if (stored.ok) onEvent({ kind: 'checkpoint', ...keptAt() });
    return stored;
  };
  return {
    runId: job.runId, source: storageSnapshot(storage, job.snapshotRoot), expectedRoot: job.snapshotRoot, config: job.config, codeVersion: CODE_VERSION, sha256, clock, checkpointDue,
    weightsFile: (name) => weightsFile(storage, name), onCheckpoint, ...events,
    ...(work ? { work } : {}), ...(signal ? { signal } : {}), ...(handBack ? { handBack } : {}), ...(availableMemory ? { availableMemory } : {}), ...(usedMemory ? { usedMemory } : {}),
  };
}

/** One training from storage to storage: reads the snapshot by its root, goes on where one was interrupted, stores the bundle under the run. */
export async function trainToStorage(job: TrainingWork, surroundings: TrainingSurroundings): Promise<TrainingOutcome> {
  const { storage, onEvent, place = FIRST } = surroundings;
  const request = runRequestOf(job, surroundings);
  const resume = await readStoredCheckpoint(storage, job.runId, place.checkpoint);
  if (!resume.ok) return failed(resume.refusal);
  if (resume.value) onEvent(note('checkpoint-found', 'a checkpoint is there; the training goes on from it'));
  let bundle = await runTraining(resume.value ? { ...request, resume: resume.value } : request);
  if (resume.value && !bundle.ok && (bundle.refusal.code === 'checkpoint-of-another-run' || bundle.refusal.code === 'checkpoint-unreadable')) {
    onEvent(note('checkpoint-not-usable', `the checkpoint cannot be used here, the training begins anew: ${bundle.refusal.detail}`, { because: bundle.refusal.code }));
    bundle = await runTraining(request);
  }
  if (!bundle.ok) return failed(bundle.refusal);
  const stored = await store(bundle.value, job.runId, surroundings);
  if (!stored.ok) return failed(stored.refusal);
  return { status: 'finished', bundle: bundle.value.summary, metrics: bundle.value.metrics };
}
