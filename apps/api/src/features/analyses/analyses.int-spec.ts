import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestKey, objectKey, readManifest } from '@echocohort/cohort';
import { callRoute, routes, sendRoute, type AnalysisView, type Caller, type SnapshotView } from '@echocohort/contracts';
import { FileStorage, readObject } from '@echocohort/storage';
import { asOwner, problemOf } from '../../spec-cases/case-fixtures.ts';
import { lockedSnapshot, workerBeside } from '../../spec-cases/locked-snapshot.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import type { RunningWorker } from '../../start-worker.ts';

// Analyses of a real locked snapshot over the interface, without a model: what the record alone gives.

let started: StartedApi;
let statistician: Caller;
let worker: RunningWorker;
let snapshot: SnapshotView;

jest.setTimeout(120_000);

const request = (language: 'zh' | 'en' = 'en', runs: string[] = []) => callRoute(statistician, routes.requestAnalysis, { params: { snapshotId: snapshot.id }, body: { runs, language } });

async function ended({ id }: AnalysisView): Promise<AnalysisView> {
  for (const end = Date.now() + 90_000; ; await new Promise((done) => setTimeout(done, 200))) {
    const found = await callRoute(statistician, routes.analysis, { params: { analysisId: id } });
    if (found.status === 'finished' || found.status === 'failed') return found;
    if (Date.now() > end) throw new Error(`the analysis stands at ${found.status}`);
  }
}

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  snapshot = await lockedSnapshot(started, 'Analyses');
  worker = await workerBeside(started);
}, 240_000);
afterAll(async () => {
  await worker.close();
  await started.close();
});

describe('an analysis of a locked snapshot', () => {
  let made: AnalysisView;
  beforeAll(async () => {
    const asked = await request();
    expect(asked).toMatchObject({ status: 'queued', progress: 0, resultSha256: null, snapshotRoot: snapshot.root });
    made = await ended(asked);
  });

  it('is finished, with its results by their digest', async () => {
    expect(made).toMatchObject({ status: 'finished', error: null, progress: 1 });
    const result = await callRoute(statistician, routes.analysisResult, { params: { analysisId: made.id } });
    expect(result).toMatchObject({ snapshotRoot: snapshot.root, models: [], results: { flow: { status: 'done' }, table1: { status: 'done' }, performance: { status: 'refused' } } });
    const flow = result.results.flow;
    expect(flow.status === 'done' ? flow.value.boxes.find(({ kind }) => kind === 'included') : null).toMatchObject({ lesions: 6, patients: 6 });
  });

  it('keeps sealed outcomes sealed', async () => {
    const result = await callRoute(statistician, routes.analysisResult, { params: { analysisId: made.id } });
    expect(result.sets.find(({ group }) => group === 'external_validation')).toMatchObject({ lesions: 1, known: 0 });
  });

  it('gives a report whose bytes are those that were recorded, whole or in part, and keeps who took it', async () => {
    const params = { analysisId: made.id };
    const bytes = new Uint8Array(await (await sendRoute(statistician, routes.downloadReport, { params })).arrayBuffer());
    expect(bytes.length).toBe(made.reportBytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.reportSha256);
    const names = new TextDecoder('latin1').decode(bytes);
    for (const name of ['report.en.docx', 'report.en.pdf', 'report.en.html', 'figures/flow.en.svg', 'tables/table1.en.csv']) expect(names).toContain(name);
    const events = await asOwner(started, "SELECT type FROM audit_event WHERE payload ->> 'analysis' = $1 ORDER BY seq", [made.id]);
    expect(events.map(({ type }) => type)).toEqual(['analysis.made', 'analysis.downloaded']);
  });

  it('gives the same bytes again from the same snapshot', async () => {
    const again = await ended(await request());
    expect(again).toMatchObject({ resultSha256: made.resultSha256, reportSha256: made.reportSha256 });
  });

  it('is refused for a run that does not exist or was made of something else', async () => {
    expect(await problemOf(request('en', [randomUUID()]))).toMatchObject({ status: 422, code: 'run-of-another-snapshot', field: 'runs' });
  });

  it('offers nothing when a table of the snapshot is not what was locked, and says which rule', async () => {
    const storage = new FileStorage(started.storageFolder);
    const manifest = await readObject(storage, manifestKey(snapshot.root));
    const parsed = manifest.ok ? readManifest(new TextDecoder().decode(manifest.value)) : manifest;
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    const leaf = parsed.value.leaves.find(({ path }) => path === 'lesions.tsv');
    await rm(join(started.storageFolder, objectKey(leaf?.sha256 ?? '')));
    const failed = await ended(await request());
    expect(failed).toMatchObject({ status: 'failed', resultSha256: null, reportBytes: null, error: { code: 'object-not-found' } });
    expect(await problemOf(callRoute(statistician, routes.analysisResult, { params: { analysisId: failed.id } }))).toMatchObject({ status: 409, code: 'not-ready' });
  });
});
