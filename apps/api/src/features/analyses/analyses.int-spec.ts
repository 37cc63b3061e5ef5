import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { AnalysisReport } from '@echocohort/analyses';
import { manifestKey, objectKey, readManifest } from '@echocohort/cohort';
import { callRoute, routes, sendRoute, type AnalysisView, type Caller, type SnapshotView } from '@echocohort/contracts';
import { readArchive } from '@echocohort/reporting';
import { FileStorage, readObject } from '@echocohort/storage';
import { asOwner, problemOf } from '../../spec-cases/case-fixtures.ts';
import { lockedSnapshot, workerBeside } from '../../spec-cases/locked-snapshot.ts';
import { storedRun, type StoredRun } from '../../spec-cases/stored-runs.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import type { RunningWorker } from '../../start-worker.ts';

// Analyses of a real locked snapshot over the interface: of the record alone, and with bundles of invented scores.

let started: StartedApi;
let statistician: Caller;
let worker: RunningWorker;
let snapshot: SnapshotView;
/** An analysis and an export that were in the hands of workers of before, whose jobs were given up. */
const lost = { analysis: randomUUID(), export: randomUUID() };

jest.setTimeout(120_000);

const request = (language: 'zh' | 'en' = 'en', runs: string[] = []) => callRoute(statistician, routes.requestAnalysis, { params: { snapshotId: snapshot.id }, body: { runs, language } });

/**
 * Waits beside the interface: the worker computes in this very process and keeps the server from answering meanwhile, so that a request
 * would meet a connection that the server has closed as idle.
 */
async function ended({ id }: AnalysisView): Promise<AnalysisView> {
  for (const end = Date.now() + 110_000; ; await new Promise((done) => setTimeout(done, 300))) {
    const [found] = await asOwner(started, 'SELECT status FROM analysis WHERE id = $1', [id]);
    if (found?.['status'] === 'finished' || found?.['status'] === 'failed') break;
    if (Date.now() > end) throw new Error(`the analysis stands at ${String(found?.['status'])}`);
  }
  await new Promise((done) => setTimeout(done, 300));
  return callRoute(statistician, routes.analysis, { params: { analysisId: id } });
}

/** The files that the command makes of the snapshot's own export and the folders of the bundles. */
async function reportOf(runs: readonly StoredRun[]): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'analyses-'));
  try {
    let made = await callRoute(statistician, routes.requestExport, { params: { snapshotId: snapshot.id }, body: {} });
    for (const end = Date.now() + 60_000; made.status !== 'finished' && Date.now() < end; await new Promise((done) => setTimeout(done, 200))) made = await callRoute(statistician, routes.exportState, { params: { exportId: made.id } });
    await writeFile(join(folder, 'export.zip'), new Uint8Array(await (await sendRoute(statistician, routes.downloadExport, { params: { exportId: made.id } })).arrayBuffer()));
    for (const { id, files } of runs) for (const [path, bytes] of files) await mkdir(join(folder, id), { recursive: true }).then(() => writeFile(join(folder, id, path), bytes));
    await promisify(execFile)(process.execPath, [resolve(__dirname, '../../../../cli/bin/echocohort.mjs'), 'report', 'export.zip', '--out', 'report', ...runs.flatMap(({ id }) => ['--bundle', id])], { cwd: folder });
    const entries = (await readdir(join(folder, 'report'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return new Map(await Promise.all(entries.map(async (entry) => [relative(join(folder, 'report'), join(entry.parentPath, entry.name)), await readFile(join(entry.parentPath, entry.name))] as const)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A patient in the middle of every axis: the kind of interval that is given, which holds the risk; and what is said of a patient without values. */
async function risksOf(analysisId: string, { results }: AnalysisReport) {
  if (results.nomogram.status === 'refused') return results.nomogram.refusal;
  const values = Object.fromEntries(results.nomogram.value.inputs.map(({ name, minimum, maximum, levels }) => [name, levels[0]?.code ?? ((minimum ?? 0) + (maximum ?? 1)) / 2]));
  const { probability, lower, upper, intervalMethod } = await callRoute(statistician, routes.analysisRisk, { params: { analysisId }, body: { values } });
  expect([lower < probability, probability < upper]).toEqual([true, true]);
  const { status, code, field } = await problemOf(callRoute(statistician, routes.analysisRisk, { params: { analysisId }, body: { values: {} } }));
  return { whole: intervalMethod, wanting: [status, code, field] };
}

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  snapshot = await lockedSnapshot(started, 'Analyses');
  const asked = "'running', p.id FROM person p WHERE p.email LIKE 'statistician@%'";
  await asOwner(started, `INSERT INTO analysis (id, snapshot_id, runs, language, status, requested_by_id) SELECT $1, $2, '[]', 'en', ${asked}`, [lost.analysis, snapshot.id]);
  await asOwner(started, `INSERT INTO export_request (id, snapshot_id, status, requested_by_id) SELECT $1, $2, ${asked}`, [lost.export, snapshot.id]);
  worker = await workerBeside(started);
}, 240_000);
afterAll(async () => {
  await worker.close();
  await started.close();
});

it('calls nothing running that nobody works on: what lost all its workers has failed, with the reason', async () => {
  const states = async () => [(await callRoute(statistician, routes.analysis, { params: { analysisId: lost.analysis } })), (await callRoute(statistician, routes.exportState, { params: { exportId: lost.export } }))];
  for (const end = Date.now() + 20_000; (await states()).some(({ status }) => status !== 'failed') && Date.now() < end;) await new Promise((done) => setTimeout(done, 100));
  expect(await states()).toMatchObject([{ status: 'failed', error: { code: 'worker-lost' } }, { status: 'failed', error: 'worker-lost' }]);
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

  it.each([[['LB', 'LBC'], 'bundle-twice'], [['L', 'L'], 'bundle-twice'], [['L/0'], 'bundle-fold-alone']] as const)('refuses %j as the report does, before anything is computed: %s', async (names, code) => {
    const runs = await Promise.all(names.map((name) => storedRun(started, snapshot, name === 'L/0' ? 'L' : name, name === 'L/0' ? 0 : null)));
    expect(await problemOf(request('en', runs.map(({ id }) => id)))).toMatchObject({ status: 422, code, field: 'runs' });
  });

  it.each([[['L', 'LB']], [['L', 'LBC', 'L/0', 'L/1']]] as const)('of %j is to the last byte what "echocohort report" makes of the export and the bundles', async (names) => {
    const runs = await Promise.all(names.map((name) => (name === 'L/0' || name === 'L/1' ? storedRun(started, snapshot, 'L', Number(name.slice(2))) : storedRun(started, snapshot, name))));
    const analysis = await ended(await request('en', runs.map(({ id }) => id)));
    expect(analysis).toMatchObject({ status: 'finished', error: null });
    const paged = readArchive(new Uint8Array(await (await sendRoute(statistician, routes.downloadReport, { params: { analysisId: analysis.id } })).arrayBuffer()));
    const printed = await reportOf(runs);
    expect(paged.map(({ path }) => path).sort()).toEqual([...printed.keys()].sort());
    expect(paged.filter(({ path, bytes }) => !Buffer.from(bytes).equals(printed.get(path) ?? Buffer.alloc(0))).map(({ path }) => path)).toEqual([]);
    const result = await callRoute(statistician, routes.analysisResult, { params: { analysisId: analysis.id } });
    expect(result.models.filter(({ kind }) => kind === 'image').map(({ code }) => code)).toEqual(['L', 'LB']);
    expect(await risksOf(analysis.id, result)).toEqual({ whole: 'penalised-profile', wanting: [422, 'value-missing', 'score'] });
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
