import { readTsv } from '@echocohort/cohort';
import { callRoute, routes, sendRoute, type CohortView, type SnapshotView } from '@echocohort/contracts';
import { JobQueue, TrainerDesk, type JobPayload, type Taken } from '@echocohort/jobs';
import { metricsOf, type LesionScore } from '@echocohort/model';
import { FileStorage, stagedName } from '@echocohort/storage';
import { startWorker } from '../start-worker.ts';
import { asOwner } from './case-fixtures.ts';
import { finishedModel } from './finished-model.ts';
import { storedRun } from './stored-runs.ts';
import { storeTrainedBundle } from './trained-bundle.ts';
import type { World } from './two-worlds.ts';

// What the same people do in each world before anything is opened: define, lock, train, cross-validate, export, release.

type Held = Extract<Taken, { outcome: 'held' }>;

/** What one world was left with. */
export interface Story {
  readonly cohort: CohortView;
  readonly snapshot: SnapshotView;
  /** What was answered on the way. */
  readonly answers: readonly unknown[];
  readonly exportId: string;
  readonly zip: Buffer;
  readonly runIds: readonly string[];
  readonly crossValidationId: string;
  readonly analysisId: string;
  readonly dryRunId: string;
}

const CONFIG = { model: 'L' as const, width: 16, imageSize: 64, epochs: 2, batchSize: 16, seed: 1, engine: 'auto' as const };

/** Waits in the database and not over the interface: how often one asks would show in counters and log. */
async function over(world: World, ended: string, id: string): Promise<void> {
  for (const end = Date.now() + 300_000; ; await new Promise((done) => setTimeout(done, 150))) {
    if ((await asOwner(world, `SELECT 1 FROM ${ended} AND id = $1`, [id])).length > 0) return;
    if (Date.now() > end) throw new Error(`this did not come to its end: ${ended}`);
  }
}
const RECORD_LESIONS = `INSERT INTO model_lesion (run_id, lesion_code, subject_code, centre_id, set, trained)
  SELECT $1, lesion.code, subject.code, lesion.centre_id, held.set, held.set = 'training' FROM snapshot_lesion held JOIN lesion ON lesion.id = held.lesion_id JOIN subject ON subject.id = lesion.subject_id WHERE held.snapshot_id = $2`;
const DONE = "status IN ('finished', 'failed')";

/** Scores of every lesion of the locked split, the external ones too; for a fold its own lesions are the ones left out. */
async function scoresOf(world: World, snapshot: SnapshotView, fold: number | null): Promise<LesionScore[]> {
  const text = await (await sendRoute(await world.as('statistician'), routes.snapshotFile, { params: { snapshotId: snapshot.id }, query: { path: 'splits.tsv' } })).text();
  const rows = readTsv(text, 'splits.tsv');
  if (!rows.ok) throw new Error(rows.refusal.detail);
  return rows.value.map(({ lesion, patient, set }, at): LesionScore => {
    const place = set === 'external_validation' ? set : fold === null ? (set === 'internal_validation' ? set : 'training') : at % 2 === fold ? 'internal_validation' : 'training';
    return { lesion: lesion ?? '', patient: patient ?? '', set: place, images: 4, score: ((at * 7 + 3) % 11) / 11 };
  });
}

/** Plays the trainer for so many trainings, which end well or fail. */
async function train(world: World, snapshot: SnapshotView, count: number, fails: boolean): Promise<void> {
  const queue = await JobQueue.open(world.database.trainerUrl, { onError: () => undefined });
  const desk = new TrainerDesk(world.database.trainerUrl, queue, { sign: { name: 'trainer of the spec', engine: 'wasm', threads: 1 }, onError: () => undefined });
  await desk.show();
  try {
    for (let done = 0; done < count; await new Promise((next) => setTimeout(next, 50))) {
      const taken = await desk.take();
      if (taken?.outcome !== 'held') continue;
      await taken.lease.finish(await ended(world, snapshot, taken, fails));
      done += 1;
    }
  } finally {
    await desk.close();
    await queue.close(0);
  }
}

async function ended(world: World, snapshot: SnapshotView, { lease, work, place }: Held, fails: boolean): Promise<JobPayload<'train-finished'>> {
  const { runId } = lease;
  await lease.add({ kind: 'started', engine: 'wasm', version: 'tfjs 4.22.0', threads: 1, images: 28, lesions: 7 });
  if (fails) return { runId, status: 'failed', error: { code: 'loss-not-finite', detail: 'The loss is no number.', place: { epoch: 2, step: 7, lesions: [] } } };
  await lease.add({ kind: 'epoch', epoch: 1, epochs: 2, loss: 0.4, internalAuc: null, imagesPerSecond: 90, secondsLeft: 3 });
  const fold = work.config['fold'];
  const scores = await scoresOf(world, snapshot, typeof fold === 'object' && fold !== null && 'index' in fold ? Number(fold.index) : null);
  const truth = new Map(scores.filter(({ set }) => set !== 'external_validation').map(({ lesion }, at) => [lesion, at % 2 === 1]));
  const bundle = await storeTrainedBundle(new FileStorage(world.storageFolder), runId, snapshot.root, scores, (path) => stagedName(place.taking, path));
  return { runId, status: 'finished', taking: place.taking, bundle, metrics: JSON.parse(JSON.stringify(metricsOf(scores, truth))) as Record<string, never> };
}

async function lock(world: World, answers: unknown[]): Promise<{ readonly cohort: CohortView; readonly snapshot: SnapshotView }> {
  const statistician = await world.as('statistician');
  const definition = { centres: null, criteria: [{ any: [{ item: 'age', operator: '>=' as const, value: 18 }, { item: '@centre', operator: '=' as const, value: 'C12' }] }], trainingParts: 4, internalParts: 1 };
  const made = await callRoute(statistician, routes.createCohort, { body: { name: 'Same', definition } });
  const counted = await callRoute(statistician, routes.previewDefinition, { body: { definition } });
  const params = { cohortId: made.id };
  const split = await callRoute(statistician, routes.splitCohort, { params, version: made.version, body: { seed: 'same' } });
  const preview = await callRoute(statistician, routes.cohortPreview, { params });
  const snapshot = await callRoute(statistician, routes.lockCohort, { params, version: split.version, body: { password: world.password, meaning: 'the same in both', digest: preview.digest ?? '' } });
  answers.push(made, counted, split, preview, snapshot);
  return { cohort: await callRoute(statistician, routes.cohort, { params }), snapshot };
}

async function trained(world: World, snapshot: SnapshotView, answers: unknown[]): Promise<Pick<Story, 'runIds' | 'crossValidationId'>> {
  const statistician = await world.as('statistician');
  const params = { snapshotId: snapshot.id };
  const runIds: string[] = [];
  for (const fails of [false, true]) {
    const { id } = await callRoute(statistician, routes.startRun, { params, body: { config: CONFIG } });
    await train(world, snapshot, 1, fails);
    await over(world, `model_run WHERE ${DONE}`, id);
    answers.push(await callRoute(statistician, routes.run, { params: { runId: id } }));
    runIds.push(id);
  }
  const { id: crossValidationId } = await callRoute(statistician, routes.startCrossValidation, { params, body: { config: { ...CONFIG }, folds: 2 } });
  await train(world, snapshot, 2, false);
  await over(world, 'cross_validation WHERE finished_at IS NOT NULL', crossValidationId);
  // Folds start at one moment; lists would order them by their random ids.
  await asOwner(world, "UPDATE model_run SET started_at = started_at + fold * interval '1 millisecond' WHERE cross_validation_id = $1", [crossValidationId]);
  const { id: withScores } = await storedRun(world, snapshot, 'L');
  await asOwner(world, 'UPDATE model_run SET metrics = (SELECT metrics FROM model_run WHERE id = $2) WHERE id = $1', [withScores, runIds[0]]);
  const { runId } = await finishedModel(world, snapshot, 'LBC');
  // What the worker reads from the bundles of such models within the hour.
  for (const each of [withScores, runId]) await asOwner(world, RECORD_LESIONS, [each, snapshot.id]);
  return { runIds: [...runIds, withScores, runId], crossValidationId };
}

/** Plays the story in one world, with a worker of its own beside the API. */
export async function playStory(world: World): Promise<Story> {
  const answers: unknown[] = [];
  const statistician = await world.as('statistician');
  const { cohort, snapshot } = await lock(world, answers);
  const params = { snapshotId: snapshot.id };
  const worker = await startWorker(world.env, { logTo: { write: (line: string) => void world.log.push(line) } });
  try {
    const { runIds, crossValidationId } = await trained(world, snapshot, answers);
    const asked = await callRoute(statistician, routes.requestExport, { params, body: {} });
    await over(world, `export_request WHERE ${DONE}`, asked.id);
    const zip = Buffer.from(await (await sendRoute(statistician, routes.downloadExport, { params: { exportId: asked.id } })).arrayBuffer());
    const { id: analysisId } = await callRoute(statistician, routes.requestAnalysis, { params, body: { runs: runIds.slice(2, 3), language: 'en' } });
    await over(world, `analysis WHERE ${DONE}`, analysisId);
    const { id: dryRunId } = await callRoute(statistician, routes.startDryRun, { params, body: { config: CONFIG } });
    const { person } = await callRoute(await world.as('reader'), routes.me);
    answers.push(await callRoute(statistician, routes.createRelease, { params, body: { personId: person.id, days: 30 } }));
    answers.push(await callRoute(await world.as('reader'), routes.createSnapshotToken, { params, body: { name: 'script', days: 1 } }));
    return { cohort, snapshot, answers, exportId: asked.id, zip, runIds, crossValidationId, analysisId, dryRunId };
  } finally {
    await worker.close();
  }
}
