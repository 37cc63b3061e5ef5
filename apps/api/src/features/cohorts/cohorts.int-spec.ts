import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChain } from '@echocohort/audit';
import { callRoute, routes, sendRoute, type Caller, type CohortPreview, type CohortView, type SnapshotView } from '@echocohort/contracts';
import { readManifest, readTrainingIndex } from '@echocohort/cohort';
import { verifyExport, zipSource } from '@echocohort/export';
import { panelRoutes } from '@echocohort/contracts-reading';
import { acceptedCase, picturePath } from '../../spec-cases/accepted-cases.ts';
import { asOwner, completeCase, eventTypes, fillForm, problemOf, ULTRASOUND, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { openOutcomesOf, registeredModel } from '../../spec-cases/key-holders.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startWorker } from '../../start-worker.ts';

// One cohort from its definition to its export, over the interface, on a real database and a real storage folder.

let started: StartedApi;
let statistician: Caller;
let development: OpenedCase[];
let external: OpenedCase[];
let waiting: OpenedCase;

const everyone: CohortView['definition'] = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const define = (name: string, definition: Partial<CohortView['definition']> = {}) =>
  callRoute(statistician, routes.createCohort, { body: { name, definition: { ...everyone, ...definition } } });
const previewOf = (cohort: Pick<CohortView, 'id'>) => callRoute(statistician, routes.cohortPreview, { params: { cohortId: cohort.id } });
const splitOf = (cohort: CohortView, seed = '2018') => callRoute(statistician, routes.splitCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { seed } });
const lock = (cohort: CohortView, digest: string, password = started.password) =>
  callRoute(statistician, routes.lockCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { password, meaning: 'I reviewed this cohort', digest } });
const setMalignant = (code: string, malignant: boolean) => asOwner(started, 'UPDATE pathology_report SET malignant = $2 FROM lesion WHERE lesion.id = lesion_id AND code = $1', [code, malignant]);

/** Asks for an export and waits for its end. A worker must be running. */
async function exported(snapshot: Pick<SnapshotView, 'id'>) {
  let state = await callRoute(statistician, routes.requestExport, { params: { snapshotId: snapshot.id }, body: {} });
  for (const end = Date.now() + 30_000; !['finished', 'failed'].includes(state.status) && Date.now() < end; await new Promise((done) => setTimeout(done, 200))) {
    state = await callRoute(statistician, routes.exportState, { params: { exportId: state.id } });
  }
  return state;
}

async function withWorker<T>(work: () => Promise<T>): Promise<T> {
  const worker = await startWorker({ ...started.env, LOG_LEVEL: 'silent' });
  try {
    return await work();
  } finally {
    await worker.close();
  }
}

async function download(exportId: string): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const file = join(started.storageFolder, '..', `${exportId}.zip`);
  const bytes = Buffer.from(await (await sendRoute(statistician, routes.downloadExport, { params: { exportId } })).arrayBuffer());
  await writeFile(file, bytes);
  return { file, bytes };
}

/** Paths of a zip, after everything in it was verified against the lock and the server's key. */
async function verifiedPaths(file: string, root: string): Promise<string[]> {
  const source = await zipSource(file);
  const { pem } = await callRoute(statistician, routes.receiptKey);
  expect(await verifyExport(source, { serverKey: pem, expectedRoot: root })).toMatchObject({ ok: true, value: { differences: [] } });
  const paths = [...(await source.list())].map(({ path }) => path);
  await source.close();
  return paths;
}

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  development = [];
  for (const [centre, type] of [['C01', 'hepatocellular-carcinoma'], ['C01', 'haemangioma'], ['C02', 'metastasis'], ['C02', 'hepatocellular-carcinoma'], ['C03', 'abscess']] as const) development.push(await acceptedCase(started, centre, type));
  external = [await acceptedCase(started, 'C12'), await acceptedCase(started, 'C13', 'haemangioma')];
  waiting = await completeCase(started, 'C01');
}, 240_000);
afterAll(() => started.close());

describe('a definition', () => {
  it('is kept with its version, under a name of its own', async () => {
    const cohort = await define('By name');
    expect(cohort).toMatchObject({ status: 'draft', version: 1, split: null, snapshotId: null });
    expect((await problemOf(define('By name'))).code).toBe('name-taken');
    const changed = await callRoute(statistician, routes.redefineCohort, { params: { cohortId: cohort.id }, version: 1, body: { name: 'By another name', definition: { ...everyone, centres: ['C01'] } } });
    expect(changed).toMatchObject({ version: 2, name: 'By another name', definition: { centres: ['C01'] } });
    expect((await problemOf(callRoute(statistician, routes.redefineCohort, { params: { cohortId: cohort.id }, version: 1, body: { name: 'Late', definition: everyone } }))).code).toBe('version-changed');
  });

  it.each<[string, Parameters<typeof define>[1], string]>([
    ['a centre that is none', { centres: ['C99'] }, 'cohort-centre-unknown'],
    ['an outcome', { criteria: [{ item: 'malignant', operator: '=', value: true }] }, 'cohort-outcome-sealed'],
    ['a text where a number belongs', { criteria: [{ item: 'age', operator: '>', value: 'old' }] }, 'cohort-criterion-wrong'],
  ])('is refused with %s', async (name, definition, code) => expect((await problemOf(define(name, definition))).code).toBe(code));

  it('shows where every case stands before anything is drawn', async () => {
    const preview = await previewOf(await define('Preview', { criteria: [{ item: 'age', operator: '>=', value: 18 }] }));
    expect(preview).toMatchObject({ lesions: 7, patients: 7, digest: null });
    const count = (code: string): number | undefined => preview.boxes.find((box) => box.code === code)?.lesions;
    expect([count('screened'), count('included'), count('pending:eligibility'), count('excluded:INC-2')]).toEqual([8, 7, 1, 0]);
    expect(preview.boxes.find((box) => box.code === 'pending:eligibility')?.cases).toEqual([{ caseId: waiting.caseId, code: waiting.code }]);
    expect(preview.byCentre.filter((centre) => centre.lesions > 0).map(({ centre, role, lesions }) => `${centre} ${role} ${lesions}`)).toEqual(['C01 development 2', 'C02 development 2', 'C03 development 1', 'C12 external 1', 'C13 external 1']);
    expect(preview.flowChartSvg.zh).toContain('队列流程图');
    expect(preview.readiness.filter((line) => !line.ready).map((line) => line.code)).toEqual(['split-missing']);
  });

  it('can be left empty, but then neither split nor locked', async () => {
    const cohort = await define('Nobody', { criteria: [{ item: 'age', operator: '>', value: 119 }] });
    expect((await problemOf(splitOf(cohort))).code).toBe('cohort-empty');
    expect((await problemOf(lock(cohort, '0'.repeat(64)))).code).toBe('not-ready');
  });
});

describe('a split', () => {
  it('commits its seed before it is drawn, keeps the ratio, and is the same for the same seed', async () => {
    const cohort = await splitOf(await define('Split'));
    expect(cohort.split).toMatchObject({ seed: '2018', exact: true });
    expect(cohort.split?.sets.map(({ set, lesions }) => [set, lesions])).toEqual([['training', 4], ['internal_validation', 1], ['external_validation', 2]]);
    const rows = await asOwner(started, "SELECT type, payload FROM audit_event WHERE payload ->> 'cohort' = $1 ORDER BY seq", [cohort.id]);
    expect(rows.map((row) => row['type'])).toEqual(['cohort.defined', 'cohort.split-committed', 'cohort.split']);
    expect(rows[1]?.['payload']).toMatchObject({ seed: '2018', ratio: '4:1', split: cohort.split?.id });
    const assignment = (of: CohortView) => asOwner(started, 'SELECT result ->> \'assignment\' AS a FROM cohort_split WHERE id = $1', [of.split?.id]);
    expect(await assignment(await splitOf(await define('Split again')))).toEqual(await assignment(cohort));
  });

  it('is dropped when the definition changes', async () => {
    const cohort = await splitOf(await define('Moving'));
    const changed = await callRoute(statistician, routes.redefineCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { name: 'Moving', definition: { ...everyone, centres: ['C01', 'C02'] } } });
    expect(changed).toMatchObject({ status: 'draft', split: null });
  });

  it('does not depend on an outcome of an external centre, nor does anything else that is shown', async () => {
    const cohort = await splitOf(await define('Sealed'));
    const before = await previewOf(cohort);
    await setMalignant(external[0]?.code ?? '', false);
    const other = await splitOf(await define('Sealed too'));
    expect(await previewOf(cohort)).toEqual(before);
    expect(other.split?.sets).toEqual(cohort.split?.sets);
    await setMalignant(external[0]?.code ?? '', true);
  });
});

describe('a lock', () => {
  let cohort: CohortView;
  let digest: string;
  let snapshot: SnapshotView;
  beforeAll(async () => {
    cohort = await splitOf(await define('Main'));
    digest = (await previewOf(cohort)).digest ?? '';
  });
  const nothingHappened = async (): Promise<void> => {
    expect(await asOwner(started, "SELECT 1 FROM lesion WHERE state = 'locked'")).toEqual([]);
    expect(await asOwner(started, 'SELECT 1 FROM snapshot')).toEqual([]);
    expect(await readdir(join(started.storageFolder, 'snapshots')).catch(() => [])).toEqual([]);
    expect((await callRoute(statistician, routes.cohort, { params: { cohortId: cohort.id } })).status).toBe('split');
  };

  it('wants the password again', async () => {
    expect((await problemOf(lock(cohort, digest, 'wrong password'))).code).toBe('signature-password-wrong');
    await nothingHappened();
  });

  it('refuses what is not what was shown', async () => {
    expect((await problemOf(lock(cohort, 'a'.repeat(64)))).code).toBe('content-changed');
    const changed = development[0];
    if (!changed) throw new Error('fixture');
    const investigator = await started.as('investigator', 'C01');
    await fillForm(investigator, changed.caseId, 'ultrasound', { max_diameter: { value: 3.1, missingReason: null, reasonForChange: 'measured again' } });
    expect((await problemOf(lock(cohort, digest))).code).toBe('content-changed');
    await fillForm(investigator, changed.caseId, 'ultrasound', { max_diameter: { ...ULTRASOUND.max_diameter, reasonForChange: 'first was right' } });
    expect((await previewOf(cohort)).digest).toBe(digest);
    await nothingHappened();
  });

  it('leaves nothing behind when a picture is not in storage', async () => {
    const path = picturePath(started, development[1] ?? waiting, 'L1');
    const bytes = await readFile(path);
    await rm(path);
    expect((await problemOf(lock(cohort, digest))).code).toBe('image-object-missing');
    await nothingHappened();
    await writeFile(path, bytes);
  });

  it('is for statisticians only', async () => {
    expect((await problemOf(callRoute(await started.as('data-manager'), routes.lockCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { password: started.password, meaning: 'not mine', digest } }))).code).toBe('forbidden');
  });

  it('happens once, though two ask for it at the same moment', async () => {
    const both = await Promise.allSettled([lock(cohort, digest), lock(cohort, digest)]);
    const [made] = both.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    const refused = both.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    if (!made) throw new Error(refused.join());
    snapshot = made;
    expect(refused).toEqual([expect.stringContaining('cohort-locked')]);
    expect(snapshot).toMatchObject({ cohortId: cohort.id, previousRoot: null, signatures: [{ person: 'Demo Statistician', meaning: 'I reviewed this cohort', digest }], externalOutcomes: { sealed: true, openedAt: null, modelDigest: null } });
    expect(await callRoute(statistician, routes.snapshot, { params: { snapshotId: snapshot.id } })).toEqual(snapshot);
    expect((await callRoute(statistician, routes.listSnapshots)).items).toEqual([snapshot]);
  });

  it('tells the audit trail: cohort, signature, and every case', async () => {
    const rows = await asOwner(started, "SELECT type FROM audit_event WHERE payload ->> 'root' = $1 ORDER BY seq", [snapshot.root]);
    expect(rows.map((row) => row['type'])).toEqual(['cohort.locked', 'snapshot.signed']);
    for (const opened of [...development, ...external]) expect((await eventTypes(started, opened.code)).at(-1)).toBe('case.state-changed');
    const trail = await (await sendRoute(statistician, routes.exportAudit, {})).text();
    expect(await verifyChain(trail.trimEnd().split('\n'))).toMatchObject({ ok: true });
  });

  it('holds for every later write', async () => {
    const [first] = development;
    if (!first) throw new Error('fixture');
    const coordinator = await started.as('coordinator', 'C01');
    expect((await problemOf(fillForm(coordinator, first.caseId, 'ultrasound', { max_diameter: { value: 9, missingReason: null, reasonForChange: 'no' } }))).code).toBe('case-locked');
    const main = await callRoute(statistician, routes.cohort, { params: { cohortId: cohort.id } });
    expect(main).toMatchObject({ status: 'locked', snapshotId: snapshot.id });
    expect((await problemOf(callRoute(statistician, routes.redefineCohort, { params: { cohortId: cohort.id }, version: main.version, body: { name: 'Main', definition: everyone } }))).code).toBe('cohort-locked');
    expect((await problemOf(splitOf(main))).code).toBe('cohort-locked');
  });

  it('keeps the picture that was signed: a case opened afterwards does not move its flow chart', async () => {
    const coordinator = await started.as('coordinator', 'C01');
    const { subjectId } = await callRoute(coordinator, routes.registerSubject, { body: { centre: 'C01' } });
    await callRoute(coordinator, routes.openLesion, { params: { subjectId }, body: {} });
    const screened = (preview: CohortPreview): number => preview.boxes.find((box) => box.kind === 'screened')?.lesions ?? -1;
    const [signed, fresh] = [await previewOf(cohort), await previewOf(await define('Later'))];
    expect(signed.digest).toBe(digest);
    expect(screened(fresh)).toBe(screened(signed) + 1);
  });

  it('puts a sound manifest into storage, with no outcome of an external centre in any file', async () => {
    const text = await readFile(join(started.storageFolder, 'snapshots', snapshot.root, 'manifest.json'), 'utf8');
    const manifest = readManifest(text);
    if (!manifest.ok) throw new Error(manifest.refusal.detail);
    const { leaves, record } = manifest.value;
    const textOf = async (path: string): Promise<string> => {
      const { sha256 } = leaves.find((leaf) => leaf.path === path) ?? { sha256: '' };
      return readFile(join(started.storageFolder, 'objects', sha256.slice(0, 2), sha256), 'utf8');
    };
    expect(record).toMatchObject({ root: snapshot.root, contentDigest: digest, split: { seed: '2018', exact: true }, sets: [{ lesions: 4 }, { lesions: 1 }, { lesions: 2 }] });
    expect(leaves.filter((leaf) => leaf.path.startsWith('dicom/'))).toHaveLength(7 * 11);
    const texts = new Map(await Promise.all(['protocol.json', 'lesions.tsv', 'splits.tsv', 'images.tsv'].map(async (path) => [path, await textOf(path)] as const)));
    const index = readTrainingIndex((path) => texts.get(path) ?? '');
    expect(index).toMatchObject({ ok: true, value: { lesionSlots: expect.arrayContaining(['L1']) as string[] } });
    if (index.ok) expect(index.value.lesions.filter(({ set }) => set === 'external_validation').map(({ malignant }) => malignant)).toEqual([null, null]);
    expect(await textOf('sealed/commitment.json')).toMatch(/"lesions":2/);
    expect(await textOf('exclusions.tsv')).toContain(waiting.code);
  });

  it('is exported whole, verified, taken in parts, and every taking is kept', async () => {
    const state = await withWorker(() => exported(snapshot));
    expect(state).toMatchObject({ status: 'finished', progress: 1, error: null });
    const { file, bytes } = await download(state.id);
    expect(await verifiedPaths(file, snapshot.root)).not.toContain('sealed/outcomes.tsv');
    const part = await fetch(`${started.api.url}/v1/exports/${state.id}/file`, { headers: { authorization: `Bearer ${statistician.token ?? ''}`, range: 'bytes=100-' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100))).toBe(true);
    const taken = await asOwner(started, "SELECT type FROM audit_event WHERE payload ->> 'export' = $1 ORDER BY seq", [state.id]);
    expect(taken.map((row) => row['type'])).toEqual(['export.made', 'export.downloaded']);
    expect((await callRoute(statistician, routes.listExports, { params: { snapshotId: snapshot.id } })).items).toEqual([state]);
  }, 60_000);

  it('offers no half export when an object is gone or spoilt', async () => {
    const path = picturePath(started, development[2] ?? waiting, 'L1');
    const bytes = await readFile(path);
    await rm(path);
    const gone = await withWorker(() => exported(snapshot));
    expect(gone).toMatchObject({ status: 'failed', error: 'object-not-found', sha256: null });
    await writeFile(path, bytes.map((byte) => byte ^ 1));
    const spoilt = await withWorker(() => exported(snapshot));
    expect(spoilt).toMatchObject({ status: 'failed', error: 'snapshot-leaf-differs', sha256: null });
    await writeFile(path, bytes);
    expect((await problemOf(sendRoute(statistician, routes.downloadExport, { params: { exportId: gone.id } }))).code).toBe('not-ready');
    for (const { id } of [gone, spoilt]) expect(await readdir(join(started.storageFolder, 'exports', id)).catch(() => [])).toEqual([]);
  }, 60_000);

  it('exports the outcomes of external centres once they were opened, and proves that they are the sealed ones', async () => {
    await openOutcomesOf(started, snapshot.id, await registeredModel(started, snapshot));
    expect((await callRoute(statistician, routes.snapshot, { params: { snapshotId: snapshot.id } })).externalOutcomes).toMatchObject({ sealed: false, modelDigest: 'b'.repeat(64) });
    const state = await withWorker(() => exported(snapshot));
    expect(await verifiedPaths((await download(state.id)).file, snapshot.root)).toContain('sealed/outcomes.tsv');
  }, 60_000);

  it('names the root before it in the next one, and leaves locked cases as they are', async () => {
    const next = await splitOf(await define('Next', { centres: ['C01', 'C02'] }));
    const made = await lock(next, (await previewOf(next)).digest ?? '');
    expect(made).toMatchObject({ previousRoot: snapshot.root, externalOutcomes: { sealed: false, openedAt: null } });
    expect(await asOwner(started, 'SELECT DISTINCT locked_snapshot_id FROM lesion WHERE locked_snapshot_id IS NOT NULL')).toEqual([{ locked_snapshot_id: snapshot.id }]);
  });

  it('is for those who may export only', async () => {
    expect((await problemOf(callRoute(await started.as('coordinator', 'C01'), routes.requestExport, { params: { snapshotId: snapshot.id }, body: {} }))).code).toBe('forbidden');
  });
});

describe('what stands in the way of a lock', () => {
  const standing = async () => [await asOwner(started, 'SELECT count(*)::int AS n FROM snapshot'), await asOwner(started, 'SELECT count(*)::int AS n FROM audit_event')];
  /** The lock is refused by this line of the checklist, in words, and leaves nothing behind. */
  async function refusedBy(cohort: CohortView, check: string): Promise<void> {
    const before = await standing();
    const preview = await previewOf(cohort);
    const line = preview.readiness.find(({ ready }) => !ready);
    expect(line).toMatchObject({ code: check, count: 1 });
    const problem = await problemOf(lock(cohort, preview.digest ?? '0'.repeat(64)));
    expect(problem).toMatchObject({ code: 'not-ready', detail: `${line?.sentence.en ?? ''}.` });
    expect(await standing()).toEqual(before);
  }
  let two: OpenedCase[];
  beforeAll(async () => { two = [await acceptedCase(started, 'C04'), await acceptedCase(started, 'C04', 'haemangioma')]; }, 60_000);

  it('a ratio that whole patients do not allow is told at the split, and a set without a lesion is not locked', async () => {
    const cohort = await splitOf(await define('Two patients', { centres: ['C04'], trainingParts: 9 }));
    expect(cohort.split).toMatchObject({ exact: false, sets: [{ lesions: 2 }, { lesions: 0 }, { lesions: 0 }] });
    expect(cohort.split?.sentence.en).toContain('2');
    await refusedBy(cohort, 'split-set-empty');
  });

  it('an open query, though it takes its case out of the cohort', async () => {
    const cohort = await splitOf(await define('With a query', { centres: ['C04'], trainingParts: 1 }));
    expect((await previewOf(cohort)).readiness.filter(({ ready }) => !ready)).toEqual([]);
    await callRoute(await started.as('auditor'), panelRoutes.raiseQuery, { params: { caseId: two[0]?.caseId ?? '' }, body: { slot: 'L1', reasonCode: 'wrong-view', text: '' } });
    await refusedBy(cohort, 'queries-open');
  });

  it('a key holder who is lacking to seal external outcomes', async () => {
    const cohort = await splitOf(await define('All of them', { centres: ['C01', 'C02', 'C03', 'C12'] }));
    await asOwner(started, "UPDATE person SET disabled_at = now() WHERE email LIKE 'administrator@%'");
    await refusedBy(cohort, 'key-holders-missing');
    await asOwner(started, 'UPDATE person SET disabled_at = NULL');
    expect((await previewOf(cohort)).readiness.filter(({ ready }) => !ready)).toEqual([]);
  });
});
