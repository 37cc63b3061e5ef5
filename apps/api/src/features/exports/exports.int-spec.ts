import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { callRoute, routes, sendRoute, type Caller, type SnapshotView } from '@echocohort/contracts';
import { readText, verifyExport, zipSource } from '@echocohort/export';
import { FileStorage, type ObjectStorage, type OpenFile } from '@echocohort/storage';
import { acceptedCase } from '../../spec-cases/accepted-cases.ts';
import { asOwner, problemOf } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startWorker } from '../../start-worker.ts';

// Exports of one locked snapshot over the interface, and the two clients that read it by a token of its own.

const ROOT = resolve(__dirname, '../../../../..');
const AGREEMENT = 'Data use agreement 2026-3, version 2';

let started: StartedApi;
let statistician: Caller;
let snapshot: SnapshotView;
let folder: string;

async function exported(agreement?: string) {
  let state = await callRoute(statistician, routes.requestExport, { params: { snapshotId: snapshot.id }, body: { agreement } });
  for (const end = Date.now() + 60_000; !['finished', 'failed'].includes(state.status) && Date.now() < end; await new Promise((done) => setTimeout(done, 200))) {
    state = await callRoute(statistician, routes.exportState, { params: { exportId: state.id } });
  }
  return state;
}

async function withWorker<T>(work: () => Promise<T>, storage?: ObjectStorage): Promise<T> {
  const worker = await startWorker({ ...started.env, LOG_LEVEL: 'silent' }, { storage });
  try {
    return await work();
  } finally {
    await worker.close();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
  started = await startedApi();
  statistician = await started.as('statistician');
  for (const [centre, type] of [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'abscess'], ['C02', 'metastasis'], ['C03', 'haemangioma']] as const) await acceptedCase(started, centre, type);
  const cohort = await callRoute(statistician, routes.createCohort, { body: { name: 'Main', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
  const split = await callRoute(statistician, routes.splitCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { seed: '2018' } });
  const { digest } = await callRoute(statistician, routes.cohortPreview, { params: { cohortId: cohort.id } });
  snapshot = await callRoute(statistician, routes.lockCohort, { params: { cohortId: cohort.id }, version: split.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest: digest ?? '' } });
}, 240_000);
afterAll(async () => {
  await started.close();
  rmSync(folder, { recursive: true, force: true });
});
jest.setTimeout(120_000);

describe('an export', () => {
  let exportId: string;

  it('holds every format, is signed as a whole, and says under which agreement it was asked for', async () => {
    const state = await withWorker(() => exported(AGREEMENT));
    expect(state).toMatchObject({ status: 'finished', agreement: AGREEMENT, requestedBy: 'Demo Statistician' });
    exportId = state.id;
    const bytes = Buffer.from(await (await sendRoute(statistician, routes.downloadExport, { params: { exportId } })).arrayBuffer());
    writeFileSync(join(folder, 'export.zip'), bytes);
    const source = await zipSource(join(folder, 'export.zip'));
    const { pem } = await callRoute(statistician, routes.receiptKey);
    expect(await verifyExport(source, { serverKey: pem, expectedRoot: snapshot.root })).toMatchObject({ ok: true, value: { differences: [] } });
    const paths = [...(await source.list())].map(({ path }) => path);
    for (const path of ['sas/lesions.xpt', 'spss/lesions.sav', 'stata/lesions.dta', 'r/read.R', 'parquet/lesions.parquet', 'excel/fll-liver.xlsx', 'odm/study.xml', 'dataset-json/lesions.json', 'dataset-json/define.xml', 'redcap/data_dictionary.csv', 'coco.json', 'EXPORT.json']) expect(paths).toContain(path);
    expect(paths).toContain('figures/flow.en.svg');
    // The bytes that stand for pictures here are no DICOM: nothing can refer to them, and that is told.
    const fhir = JSON.parse(await readText(source, 'fhir/manifest.json')) as { readonly imagesNotReferredTo: readonly string[] };
    expect(fhir).toMatchObject({ snapshotRoot: snapshot.root, files: expect.arrayContaining([{ type: 'Patient', path: 'fhir/Patient.ndjson', count: 5 }]) as unknown });
    expect(fhir.imagesNotReferredTo).toHaveLength(55);
    const odm = await readText(source, 'odm/study.xml');
    expect(odm.match(/<SubjectData /g)).toHaveLength(5);
    expect(odm).toMatch(/<ItemData ItemOID="IT\.participants\.age" Value="\d+"><AuditRecord><UserRef UserOID="USR\.[0-9a-f-]{36}"\/><LocationRef LocationOID="LOC\.C0\d"\/>/);
    await source.close();
  });

  it('is the same bytes when it is made again', async () => {
    const again = await withWorker(() => exported());
    expect(again.sha256).toBe((await callRoute(statistician, routes.exportState, { params: { exportId } })).sha256);
    expect(again.agreement).toBeNull();
  });

  it('is counted once however often it is resumed, and also when it is begun in the middle', async () => {
    const administrator = await started.as('administrator');
    const part = (caller: Caller, range: string) => fetch(`${started.api.url}/v1/exports/${exportId}/file`, { headers: { authorization: `Bearer ${caller.token ?? ''}`, range } });
    for (const range of ['bytes=100-199', 'bytes=200-', 'bytes=1-1']) expect((await part(statistician, range)).status).toBe(206);
    expect((await part(administrator, 'bytes=0-')).status).toBe(403);
    const ledger = () => callRoute(statistician, routes.exportLedger, { params: { snapshotId: snapshot.id } });
    expect((await ledger()).items).toMatchObject([{ exportId, person: 'Demo Statistician', agreement: AGREEMENT }]);
    const other = await withWorker(() => exported());
    const middle = await fetch(`${started.api.url}/v1/exports/${other.id}/file`, { headers: { authorization: `Bearer ${statistician.token ?? ''}`, range: 'bytes=1-' } });
    expect(middle.status).toBe(206);
    await middle.arrayBuffer();
    expect((await ledger()).items.map((entry) => entry.exportId)).toEqual([other.id, exportId]);
  });

  it.each([['bytes=999999999999-', 416], ['bytes=-10', 206], ['bytes=0-0', 206]])('answers the range %s with %d', async (range, status) => {
    expect((await fetch(`${started.api.url}/v1/exports/${exportId}/file`, { headers: { authorization: `Bearer ${statistician.token ?? ''}`, range } })).status).toBe(status);
  });

  it('is resumed only where it is the same export still; else it is sent whole', async () => {
    const { sha256, sizeBytes } = await callRoute(statistician, routes.exportState, { params: { exportId } });
    const resumed = async (tag: string) => (await fetch(`${started.api.url}/v1/exports/${exportId}/file`, { headers: { authorization: `Bearer ${statistician.token ?? ''}`, range: 'bytes=5-9', 'if-range': tag } })).headers.get('content-length');
    expect([await resumed(`"${sha256 ?? ''}"`), await resumed(`"${'0'.repeat(64)}"`)]).toEqual(['5', String(sizeBytes)]);
  });

  it('is resumed beyond four gigabytes', async () => {
    const { sha256, sizeBytes } = await callRoute(statistician, routes.exportState, { params: { exportId } });
    const path = join(started.storageFolder, 'exports', exportId, 'export.zip');
    const whole = await readFile(path);
    // A file with a hole takes no room; its last bytes are known.
    const size = 2 ** 32 + 400;
    const file = await open(path, 'r+');
    await file.truncate(size);
    await file.write(Buffer.from('the end'), 0, 7, size - 7);
    await file.close();
    await asOwner(started, 'UPDATE export_request SET size_bytes = $2 WHERE id = $1', [exportId, size]);
    const answer = await fetch(`${started.api.url}/v1/exports/${exportId}/file`, { headers: { authorization: `Bearer ${statistician.token ?? ''}`, range: 'bytes=4294967300-', 'if-range': `"${sha256 ?? ''}"` } });
    expect([answer.status, answer.headers.get('content-range'), answer.headers.get('content-length')]).toEqual([206, `bytes 4294967300-${size - 1}/${size}`, '396']);
    expect(Buffer.from(await answer.arrayBuffer()).subarray(-7).toString()).toBe('the end');
    await writeFile(path, whole);
    await asOwner(started, 'UPDATE export_request SET size_bytes = $2 WHERE id = $1', [exportId, sizeBytes]);
  });

  it('comes over a connection that outlives a pause of a busy process', async () => {
    const answer = await fetch(`${started.api.url}/v1/exports/${exportId}`, { headers: { authorization: `Bearer ${statistician.token ?? ''}` } });
    expect(answer.headers.get('keep-alive')).toBe('timeout=75');
  });

  it('is refused with an agreement of two letters', async () => {
    expect((await problemOf(callRoute(statistician, routes.requestExport, { params: { snapshotId: snapshot.id }, body: { agreement: 'ab' } }))).code).toBe('invalid');
  });
});

describe('the clients', () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await callRoute(statistician, routes.createSnapshotToken, { params: { snapshotId: snapshot.id }, body: { name: 'notebook', days: 1 } }));
  });
  const run = promisify(execFile);
  const has = (program: string, args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  const environment = () => ({ ...process.env, LC_ALL: 'C.UTF-8', EC_URL: started.api.url, EC_SNAPSHOT: snapshot.id, EC_TOKEN: token, EC_ROOT: snapshot.root, EC_CACHE: join(folder, 'cache'), EC_CACHE_R: join(folder, 'cache-r') });

  const python = has('python3', ['--version']);
  (python ? it : it.skip)(python ? 'Python reads the snapshot by token, checks every byte, and is told why when it may not' : 'Python (skipped: no python3 on the PATH)', async () => {
    const script = `
import os, sys
sys.path.insert(0, ${JSON.stringify(join(ROOT, 'clients/python'))})
from echocohort import Snapshot, SnapshotError
e = os.environ
s = Snapshot.from_server(e["EC_URL"], e["EC_SNAPSHOT"], e["EC_TOKEN"], root=e["EC_ROOT"], cache=e["EC_CACHE"])
image = [p for p in s.files() if p.startswith("dicom/")][0]
whole = s.read(image)
target = s.path(image)
open(target, "wb").write(whole[:len(whole) // 2])
assert s.read(image) == whole, "resumed"
print(s.verify(), len(s.rows("lesions")), sum(1 for r in s.rows("images")), {r["malignant"] for r in s.rows("lesions")}, [r["label_zh"] for r in s.codebook("participants") if r["column"] == "age"])
for token, root in (("wrong", e["EC_ROOT"]), (e["EC_TOKEN"], "0" * 64)):
    try:
        Snapshot.from_server(e["EC_URL"], e["EC_SNAPSHOT"], token, root=root)
        print("taken")
    except SnapshotError as error:
        print(error.code)
`;
    const { stdout } = await run('python3', ['-c', script], { env: environment() });
    expect(stdout.split('\n').slice(0, 3)).toEqual([expect.stringMatching(new RegExp(`^${snapshot.files} 5 55 \\{'[01]', '[01]'\\} \\['年龄'\\]$`)), 'signed-out', 'root-differs']);
  });

  const r = has('Rscript', ['--version']);
  (r ? it : it.skip)(r ? 'R reads the snapshot by token, with words and labels, and is told why when it may not' : 'R (skipped: no Rscript on the PATH)', async () => {
    const script = `
source(${JSON.stringify(join(ROOT, 'clients/r/echocohort.R'))}, encoding = "UTF-8")
e <- Sys.getenv
s <- echocohort_server(e("EC_URL"), e("EC_SNAPSHOT"), e("EC_TOKEN"), root = e("EC_ROOT"), cache = e("EC_CACHE_R"))
l <- echocohort_table(s, "lesions"); p <- echocohort_table(s, "participants", "zh")
cat(nrow(l), nrow(echocohort_table(s, "images")), is.factor(l$shape), attr(p$age, "label"), paste(levels(l$malignant), collapse = "/"), "\\n")
image <- s$leaves[grepl("^dicom/", s$leaves$path), ][1, ]
whole <- echocohort_file(s, image$path)
writeBin(readBin(whole, "raw", 3), paste0(whole, ".part")); unlink(whole)
cat(file.size(echocohort_file(s, image$path)) == image$size, "\\n")
cat(tryCatch(class(echocohort_server(e("EC_URL"), e("EC_SNAPSHOT"), "wrong"))[1], error = function(e) class(e)[1]), "\\n")
cat(tryCatch(class(echocohort_server(e("EC_URL"), e("EC_SNAPSHOT"), e("EC_TOKEN"), root = strrep("0", 64)))[1], error = function(e) class(e)[1]), "\\n")
`;
    const file = join(folder, 'client.R');
    writeFileSync(file, script);
    const { stdout } = await run('Rscript', [file], { env: environment() });
    expect(stdout.split('\n').map((line) => line.trim())).toEqual(['5 55 TRUE 年龄 (years) malignant/benign', 'TRUE', 'signed-out', 'root-differs', '']);
  });
});

/** A disk that takes what is small and then has no room left. */
const fullAfter = (most: number): OpenFile => async (path, flags, mode) => {
  const file = await open(path, flags, mode);
  let written = 0;
  const write = async (bytes: Uint8Array, offset?: number) => {
    written += bytes.length;
    if (written > most) throw Object.assign(new Error('no space left on the disk'), { code: 'ENOSPC' });
    return file.write(bytes, offset);
  };
  return new Proxy(file, {
    get: (target, name): unknown => {
      const found: unknown = Reflect.get(target, name);
      return name === 'write' ? write : typeof found === 'function' ? found.bind(target) : found;
    },
  });
};

describe('a full disk', () => {
  it('leaves no export that could be taken, and nothing half', async () => {
    const state = await withWorker(() => exported(), new FileStorage(started.storageFolder, fullAfter(100_000)));
    expect(state).toMatchObject({ status: 'failed', error: 'storage-full', sha256: null, sizeBytes: null });
    expect((await problemOf(sendRoute(statistician, routes.downloadExport, { params: { exportId: state.id } }))).code).toBe('not-ready');
    expect(await readdir(join(started.storageFolder, 'exports', state.id)).catch(() => [])).toEqual([]);
    expect(await readdir(join(started.storageFolder, '.incoming'))).toEqual([]);
  });
});

describe('a client whose right has ended', () => {
  const PYTHON = `
import os, sys
sys.path.insert(0, ${JSON.stringify(join(ROOT, 'clients/python'))})
from echocohort import Snapshot, SnapshotError
try: Snapshot.from_server(os.environ["EC_URL"], os.environ["EC_SNAPSHOT"], os.environ["EC_TOKEN"]); print("taken")
except SnapshotError as error: print(error.code, error)
`;
  const R = `
source(${JSON.stringify(join(ROOT, 'clients/r/echocohort.R'))}, encoding = "UTF-8"); e <- Sys.getenv
tryCatch({ echocohort_server(e("EC_URL"), e("EC_SNAPSHOT"), e("EC_TOKEN")); cat("taken") }, error = function(problem) cat(class(problem)[1], conditionMessage(problem)))
`;
  /** Last words of each client that this machine has. The server is in this process: nothing here may block it. */
  async function said(token: string, url = started.api.url): Promise<string[]> {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', EC_URL: url, EC_SNAPSHOT: snapshot.id, EC_TOKEN: token };
    writeFileSync(join(folder, 'ended.R'), R);
    const programs = ([['python3', ['-c', PYTHON]], ['Rscript', [join(folder, 'ended.R')]]] as const).filter(([program]) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0);
    return Promise.all(programs.map(async ([program, args]) => (await promisify(execFile)(program, args, { env })).stdout.trim()));
  }

  it('is told that its token has expired', async () => {
    const made = await callRoute(statistician, routes.createSnapshotToken, { params: { snapshotId: snapshot.id }, body: { name: 'ends soon', days: 1 } });
    await asOwner(started, "UPDATE session SET expires_at = now() - interval '1 minute' WHERE id = $1", [made.id]);
    for (const line of await said(made.token)) expect(line).toMatch(/^token-expired .*expired on .*Make a new one/);
  });

  it('is told in the words of the server that the release was taken back, and that nobody answers', async () => {
    const made = await callRoute(statistician, routes.createSnapshotToken, { params: { snapshotId: snapshot.id }, body: { name: 'taken back', days: 1 } });
    await callRoute(statistician, routes.withdrawReleases, { params: { snapshotId: snapshot.id }, body: { reason: 'consent ended', releaseId: null } });
    for (const line of await said(made.token)) expect(line).toMatch(/^token-release-withdrawn .*taken back on .*Reason: consent ended/);
    for (const line of await said(statistician.token ?? '')) expect(line).toMatch(/^(release-withdrawn|forbidden) .*taken back/);
    for (const line of await said('any', 'http://127.0.0.1:9')) expect(line).toMatch(/^no-connection /);
  });
});
