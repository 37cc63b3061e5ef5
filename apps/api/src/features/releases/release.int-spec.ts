import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChain } from '@echocohort/audit';
import { readManifest } from '@echocohort/cohort';
import { callRoute, routes, sendRoute, type Caller, type CohortView, type SnapshotView } from '@echocohort/contracts';
import { acceptedCase } from '../../spec-cases/accepted-cases.ts';
import { asOwner, fillForm, problemOf, ULTRASOUND, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { giveShare, registeredModel } from '../../spec-cases/key-holders.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startWorker } from '../../start-worker.ts';


// From a definition to a snapshot that is sealed, released, taken back, and succeeded when a patient withdraws; over the
// interface, on a real database and a real storage folder. One story, so that each part stands on what the last one left.

let started: StartedApi;
let statistician: Caller;
let reader: Caller;
let development: OpenedCase[];
let cohort: CohortView;
let snapshot: SnapshotView;

const everyone: CohortView['definition'] = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const preview = (definition: Partial<CohortView['definition']>) => callRoute(statistician, routes.previewDefinition, { body: { definition: { ...everyone, ...definition } } });
const previewOf = (id: string) => callRoute(statistician, routes.cohortPreview, { params: { cohortId: id } });
const challenge = (caller: Caller, id: string, digest: string) => callRoute(caller, routes.lockChallenge, { params: { cohortId: id }, body: { digest } });
const lock = (of: CohortView, digest: string, nonce?: string) =>
  callRoute(statistician, routes.lockCohort, { params: { cohortId: of.id }, version: of.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest, nonce } });
const at = <T>(list: readonly T[], index: number): T => {
  const entry = list[index];
  if (entry === undefined) throw new RangeError('no such entry');
  return entry;
};
const params = () => ({ snapshotId: snapshot.id });
const idOf = async (caller: Caller): Promise<string> => (await callRoute(caller, routes.me)).person.id;
const counted = async (table: string): Promise<number> => Number(at(await asOwner(started, `SELECT count(*)::int AS n FROM ${table}`), 0)['n']);

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  reader = await started.as('reader');
  development = [];
  for (const [centre, type] of [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'abscess'], ['C02', 'metastasis'], ['C03', 'haemangioma']] as const) development.push(await acceptedCase(started, centre, type));
  await acceptedCase(started, 'C12', 'haemangioma');
}, 240_000);
afterAll(() => started.close());
jest.setTimeout(60_000);

describe('the builder', () => {
  it('offers every item, slot, device and finding, and no outcome', async () => {
    const { items } = await callRoute(statistician, routes.cohortCatalogue);
    const study = await callRoute(statistician, routes.study);
    const names = items.map(({ item }) => item);
    expect(names).toEqual(expect.arrayContaining(['@centre', '@device', '@scan_date', '@finding', ...study.slots.map(({ code }) => `@slot.${code}`), ...study.forms.flatMap((form) => form.items.map(({ code }) => code))]));
    expect(names.filter((name) => /malig|histol|pathol|specimen/.test(name))).toEqual([]);
  });

  it.each<[string, CohortView['definition']['criteria'], number]>([
    ['a group of conditions', [{ any: [{ item: 'age', operator: '>', value: 100 }, { item: '@centre', operator: 'in', value: ['C01', 'C12'] }] }], 3],
    ['what is not so', [{ not: { item: '@centre', operator: '=', value: 'C01' } }], 4],
    ['an image that is there', [{ item: '@slot.L1', operator: 'is-present' }], 6],
    ['a window of dates', [{ all: [{ item: '@scan_date', operator: '>=', value: '2019-01-01' }, { item: '@scan_date', operator: '<', value: '2019-03-01' }] }], 0],
    ['a device', [{ item: '@device', operator: '=', value: 'D01' }], 6],
    ['no finding', [{ item: '@finding', operator: 'is-missing' }], 6],
  ])('counts %s before anything is stored, and each number is a list of cases', async (_, criteria, lesions) => {
    const before = await counted('cohort');
    const counts = await preview({ criteria });
    expect([counts.lesions, counts.boxes.find(({ kind }) => kind === 'included')?.cases.length, counts.digest]).toEqual([lesions, lesions, null]);
    expect(counts.boxes.filter(({ kind }) => kind !== 'screened').reduce((sum, box) => sum + box.lesions, 0)).toBe(counts.boxes[0]?.lesions);
    expect(await counted('cohort')).toBe(before);
  });

  it('keeps every definition under its number and says how two of them differ', async () => {
    const made = await callRoute(statistician, routes.createCohort, { body: { name: 'Main', definition: { ...everyone, centres: ['C01'] } } });
    cohort = await callRoute(statistician, routes.redefineCohort, { params: { cohortId: made.id }, version: made.version, body: { name: 'Main', definition: { ...everyone, criteria: [{ item: 'age', operator: '>=', value: 18 }] } } });
    const { items } = await callRoute(statistician, routes.cohortVersions, { params: { cohortId: made.id } });
    expect(items.map(({ number, definition, definedBy }) => [number, definition.centres, definedBy])).toEqual([[2, null, 'Demo Statistician'], [1, ['C01'], 'Demo Statistician']]);
    const diff = await callRoute(statistician, routes.cohortDiff, { params: { cohortId: made.id } });
    expect(diff.lines.map(({ sentence }) => sentence.en)).toEqual(['from the centres C01 → from all centres', expect.stringMatching(/^now also: Age.* ≥ 18$/)]);
    expect([diff.gained.length, diff.lost.length, diff.from.number, diff.to.number]).toEqual([4, 0, 1, 2]);
  });

  it.each([['svg', 'image/svg+xml', '<svg'], ['png', 'image/png', '\x89PNG'], ['pdf', 'application/pdf', '%PDF']] as const)('gives the flow chart as %s', async (format, type, begins) => {
    const answer = await sendRoute(statistician, routes.flowChartFile, { params: { cohortId: cohort.id }, query: { format, wording: 'consort', language: 'zh' } });
    expect(answer.headers.get('content-type')).toContain(type);
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 4).toString('latin1')).toBe(begins.slice(0, 4));
  });

  it('gives Table 1 without an outcome', async () => {
    const table = await callRoute(statistician, routes.cohortBaseline, { params: { cohortId: cohort.id } });
    expect(table.columns.map(({ label, patients, lesions }) => [label.en, label.zh, patients, lesions])).toEqual([['Included', '纳入', 6, 6]]);
    expect(JSON.stringify(table)).not.toMatch(/malignan|haemangioma/);
  });
});

describe('a signature', () => {
  let digest: string;
  let nonce: string;
  beforeAll(async () => {
    cohort = await callRoute(statistician, routes.splitCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { seed: '7' } });
    digest = (await previewOf(cohort.id)).digest ?? '';
    ({ nonce } = await challenge(statistician, cohort.id, digest));
  });

  it.each<[string, () => Promise<string>]>([
    ['made up', () => Promise.resolve('no word at all')],
    ['of another content', async () => (await challenge(statistician, cohort.id, 'a'.repeat(64))).nonce],
    ['changed', () => Promise.resolve(nonce.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))],
  ])('is refused with a word that is %s, and nothing changes', async (_, word) => {
    expect((await problemOf(lock(cohort, digest, await word()))).code).toBe('signature-nonce-wrong');
    expect(await counted('snapshot')).toBe(0);
  });

  it('while a case changes at the same moment: the change is in before and the lock says so, or the lock is first and the change is told', async () => {
    const changing = at(development, 0);
    const investigator = await started.as('investigator', 'C01');
    const change = (diameter: number) => fillForm(investigator, changing.caseId, 'ultrasound', { max_diameter: { value: diameter, missingReason: null, reasonForChange: 'measured again' } });
    const [locked, saved] = await Promise.allSettled([lock(cohort, digest, nonce), change(3.3)]);
    const codes = [locked, saved].map((end) => (end.status === 'fulfilled' ? 'done' : String(end.reason).split(':')[0]));
    expect([['content-changed', 'done'], ['ProblemError', 'done'], ['done', 'case-locked'], ['done', 'ProblemError']]).toContainEqual(codes);
    if (locked.status === 'fulfilled') snapshot = locked.value;
    else {
      expect((locked.reason as Error).message).toContain('content-changed');
      await fillForm(investigator, changing.caseId, 'ultrasound', { max_diameter: { ...ULTRASOUND.max_diameter, reasonForChange: 'first was right' } });
      snapshot = await lock(cohort, digest, nonce);
    }
    const values = (await callRoute(await started.as('coordinator', 'C01'), routes.form, { params: { caseId: changing.caseId, formCode: 'ultrasound' } })).values;
    const kept = await sendRoute(statistician, routes.snapshotFile, { params: params(), query: { path: 'lesions.tsv' } });
    expect(await kept.text()).toContain(String(values['max_diameter']?.value));
  });

  it('is given once: the same word again is a replay', async () => {
    const before = await counted('audit_event');
    expect((await problemOf(lock(cohort, digest, nonce))).code).toBe('signature-replayed');
    expect((await problemOf(lock(cohort, digest))).code).toBe('cohort-locked');
    expect([await counted('snapshot'), await counted('audit_event')]).toEqual([1, before]);
  });
});

describe('sealed outcomes', () => {
  it('stand nowhere in the clear: only a box and two shut shares are stored', async () => {
    const row = at(await asOwner(started, 'SELECT mode, salt, outcomes, box, lesions FROM sealed_outcomes'), 0);
    expect(row).toMatchObject({ mode: 'two-person', salt: null, outcomes: null, lesions: 1 });
    expect((row['box'] as Buffer).toString('latin1')).not.toContain('haemangioma');
    expect(await asOwner(started, 'SELECT count(*)::int AS n, count(share)::int AS open FROM sealed_share')).toEqual([{ n: 2, open: 0 }]);
    const sealing = await callRoute(statistician, routes.sealing, { params: params() });
    expect(sealing).toMatchObject({ mode: 'two-person', threshold: 2, openedAt: null, models: [], shares: [{ holder: 'Demo Data Manager', givenAt: null, mine: false }, { givenAt: null }] });
  });

  it('wait for a registered model', async () => {
    const share = giveShare(started, 'administrator', snapshot.id, '11111111-1111-4111-8111-111111111111');
    expect((await problemOf(share)).code).toBe('model-not-registered');
  });

  it('open with the second share, for the model of the first, and not before', async () => {
    const runId = await registeredModel(started, snapshot);
    const other = await registeredModel(started, snapshot, 'c'.repeat(64));
    const give = async (role: 'data-manager' | 'administrator' | 'statistician', change: { password?: string; passphrase?: string; runId?: string } = {}) =>
      problemOf(callRoute(await started.as(role), routes.giveShare, { params: params(), body: { password: started.password, passphrase: `the passphrase of the ${role}`, runId, impact: 'final', ...change } }));
    expect((await give('statistician')).code).toBe('forbidden');
    expect((await give('data-manager', { passphrase: 'a wrong passphrase' })).code).toBe('passphrase-wrong');
    expect((await give('data-manager', { password: 'a wrong password' })).code).toBe('signature-password-wrong');
    expect(await asOwner(started, 'SELECT count(share)::int AS open FROM sealed_share')).toEqual([{ open: 0 }]);
    expect(await giveShare(started, 'data-manager', snapshot.id, runId)).toMatchObject({ openedAt: null, forRunId: runId });
    expect((await give('data-manager')).code).toBe('share-already-given');
    expect((await give('administrator', { runId: other })).code).toBe('share-for-another-model');
    expect((await problemOf(sendRoute(statistician, routes.snapshotFile, { params: params(), query: { path: 'sealed/outcomes.tsv' } }))).code).toBe('not-found');
    expect(await giveShare(started, 'administrator', snapshot.id, runId)).toMatchObject({ modelDigest: 'b'.repeat(64), forRunId: runId, impact: expect.stringContaining('final') as string });
    expect((await give('administrator')).code).toBe('outcomes-open');
    expect(await (await sendRoute(statistician, routes.snapshotFile, { params: params(), query: { path: 'sealed/outcomes.tsv' } })).text()).toContain('haemangioma');
    const rows = await asOwner(started, "SELECT type FROM audit_event WHERE payload ->> 'run' = $1 ORDER BY seq", [runId]);
    expect(rows.map((row) => row['type'])).toEqual(['model.registered', 'external-outcomes.share-given', 'external-outcomes.share-given', 'external-outcomes.opened']);
  });

  it('has no second key for one person', async () => {
    const problem = await problemOf(callRoute(await started.as('administrator'), routes.enrolKeyHolder, { body: { password: started.password, passphrase: 'another passphrase' } }));
    expect(problem.code).toBe('already-done');
  });
});

describe('a release', () => {
  const release = async (days = 30) => callRoute(statistician, routes.createRelease, { params: params(), body: { personId: await idOf(reader), agreement: 'DUA-2026-7', days } });
  const manifest = (caller: Caller) => sendRoute(caller, routes.snapshotManifest, { params: params() });
  let token: string;

  it('is what a person needs who does not work on the study', async () => {
    expect((await problemOf(manifest(reader))).code).toBe('not-found');
    expect(await release()).toMatchObject({ person: 'Demo Reader', agreement: 'DUA-2026-7', status: 'active' });
    expect((await problemOf(release())).code).toBe('release-live');
    const needed = await problemOf(manifest(reader));
    expect(needed).toMatchObject({ code: 'agreement-needed', status: 403 });
    const [first] = (await callRoute(reader, routes.listAgreements)).items;
    if (first === undefined) throw new Error('no agreement');
    expect(first).toMatchObject({ version: 1, inForce: true, acceptedAt: null, publishedBy: null });
    const agree = (digest: string) => callRoute(reader, routes.acceptAgreement, { params: { agreementId: first.id }, body: { digest } });
    expect((await problemOf(agree('a'.repeat(64)))).code).toBe('agreement-changed');
    expect((await problemOf(manifest(reader))).code).toBe('agreement-needed');
    expect((await agree(first.digest)).acceptedAt).not.toBeNull();
    await agree(first.digest);
    expect(await counted("audit_event WHERE type = 'agreement.accepted'")).toBe(1);
    const text = await (await manifest(reader)).text();
    expect(readManifest(text)).toMatchObject({ ok: true, value: { record: { root: snapshot.root } } });
    expect((await callRoute(reader, routes.receivedReleases)).items).toMatchObject([{ snapshotId: snapshot.id, root: snapshot.root }]);
    expect((await problemOf(sendRoute(reader, routes.snapshotZip, { params: params() }))).code).toBe('not-ready');
  });

  it('lets programs read one snapshot by a token that is stored as a digest only, with ranges', async () => {
    const made = await callRoute(reader, routes.createSnapshotToken, { params: params(), body: { name: 'my script', days: 365 } });
    token = made.token;
    expect(made.document).toMatchObject({ version: 1 });
    expect(Date.parse(made.expiresAt) - Date.now()).toBeLessThan(31 * 86_400_000);
    expect(JSON.stringify(await asOwner(started, 'SELECT * FROM session'))).not.toContain(token);
    const program: Caller = { ...reader, token };
    const whole = Buffer.from(await (await sendRoute(program, routes.snapshotFile, { params: params(), query: { path: 'splits.tsv' } })).arrayBuffer());
    const part = await fetch(`${started.api.url}/v1/snapshots/${snapshot.id}/file?path=splits.tsv`, { headers: { authorization: `Bearer ${token}`, range: 'bytes=5-' } });
    expect([part.status, Buffer.from(await part.arrayBuffer()).equals(whole.subarray(5))]).toEqual([206, true]);
    expect(whole.toString()).toMatch(/^lesion\tpatient\tcentre\tset\tfold\n/);
    expect((await problemOf(sendRoute(program, routes.snapshotFile, { params: params(), query: { path: '../../manifest.json' } }))).code).toBe('not-found');
    expect((await callRoute(reader, routes.listSnapshotTokens, { params: params() })).items).toMatchObject([{ name: 'my script', status: 'active', mine: true, lastUsedAt: expect.any(String) as string }]);
    expect((await callRoute(statistician, routes.listSnapshotTokens, { params: params() })).items).toMatchObject([{ mine: false, person: 'Demo Reader' }]);
  });

  it('lends that token nothing else', async () => {
    const program: Caller = { ...reader, token };
    for (const call of [callRoute(program, routes.me), callRoute(program, routes.study), callRoute(program, routes.createSnapshotToken, { params: params(), body: { name: 'x', days: 1 } }), callRoute(program, routes.signOut)]) {
      expect((await problemOf(call)).code).toBe('forbidden');
    }
    expect((await problemOf(sendRoute(program, routes.snapshotManifest, { params: { snapshotId: '11111111-1111-4111-8111-111111111111' } }))).code).toBe('forbidden');
  });

  it('can be revoked token by token', async () => {
    const made = await callRoute(reader, routes.createSnapshotToken, { params: params(), body: { name: 'second', days: 1 } });
    expect(await callRoute(reader, routes.revokeSnapshotToken, { params: { ...params(), tokenId: made.id } })).toMatchObject({ status: 'revoked' });
    expect(await problemOf(manifest({ ...reader, token: made.token }))).toMatchObject({ status: 401, code: 'token-revoked', facts: { snapshot: params().snapshotId } });
    expect((await manifest({ ...reader, token })).status).toBe(200);
  });

  it('is taken back in one act: person, token, export and download are refused from then on', async () => {
    const worker = await startWorker({ ...started.env, LOG_LEVEL: 'silent' });
    let made = await callRoute(statistician, routes.requestExport, { params: params(), body: {} });
    for (const end = Date.now() + 40_000; !['finished', 'failed'].includes(made.status) && Date.now() < end; await new Promise((done) => setTimeout(done, 300))) made = await callRoute(statistician, routes.exportState, { params: { exportId: made.id } });
    await worker.close();
    expect(made.status).toBe('finished');
    expect((await sendRoute({ ...reader, token }, routes.snapshotZip, { params: params() })).headers.get('accept-ranges')).toBe('bytes');
    // A new version of the agreement: a person agrees anew, a token keeps the version that it was made under.
    const words = { title: { zh: '数据使用协议', en: 'Data use agreement' }, text: { zh: '仅供本研究。', en: 'For this study only.' } };
    expect((await problemOf(callRoute(reader, routes.publishAgreement, { body: words }))).code).toBe('forbidden');
    const second = await callRoute(statistician, routes.publishAgreement, { body: words });
    expect(second).toMatchObject({ version: 2, inForce: true, publishedBy: 'Demo Statistician' });
    expect((await problemOf(callRoute(statistician, routes.publishAgreement, { body: words }))).code).toBe('agreement-unchanged');
    const taken = await counted('export_download');
    for (const call of [manifest(reader), sendRoute(reader, routes.snapshotZip, { params: params() }), sendRoute(statistician, routes.snapshotZip, { params: params() }), sendRoute(statistician, routes.downloadExport, { params: { exportId: made.id } })]) {
      expect((await problemOf(call)).code).toBe('agreement-needed');
    }
    expect((await problemOf(callRoute(reader, routes.createSnapshotToken, { params: params(), body: { name: 'old words', days: 1, agreementDigest: 'a'.repeat(64) } }))).code).toBe('agreement-changed');
    expect(await counted('export_download')).toBe(taken);
    await (await sendRoute({ ...reader, token }, routes.snapshotZip, { params: params() })).arrayBuffer();
    await callRoute(statistician, routes.acceptAgreement, { params: { agreementId: second.id }, body: { digest: second.digest } });
    await (await sendRoute(statistician, routes.downloadExport, { params: { exportId: made.id } })).arrayBuffer();
    const ledger = (await callRoute(statistician, routes.exportLedger, { params: params() })).items;
    expect(ledger.map(({ person, agreement, document }) => [person, agreement, document?.version, document?.digest === second.digest])).toEqual([['Demo Statistician', null, 2, true], ['Demo Reader', 'DUA-2026-7', 1, false], ['Demo Reader', 'DUA-2026-7', 1, false]]);
    const back = await callRoute(statistician, routes.withdrawReleases, { params: params(), body: { reason: 'agreement ended', releaseId: null } });
    expect(back).toMatchObject({ withdrawReason: 'agreement ended', items: [{ status: 'withdrawn' }] });
    const exports = await counted('export_request');
    expect(await problemOf(manifest({ ...reader, token }))).toMatchObject({ status: 401, code: 'token-release-withdrawn', facts: { snapshot: params().snapshotId, withdrawnAt: back.withdrawnAt, reason: 'agreement ended' } });
    // A stranger with a token of the same shape learns nothing.
    const stranger = await problemOf(manifest({ ...reader, token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }));
    expect([stranger.status, stranger.code, 'facts' in stranger]).toEqual([401, 'signed-out', false]);
    for (const call of [manifest(reader), callRoute(statistician, routes.requestExport, { params: params(), body: {} }), sendRoute(statistician, routes.downloadExport, { params: { exportId: made.id } }), sendRoute(statistician, routes.snapshotZip, { params: params() })]) {
      expect((await problemOf(call)).code).toBe('release-withdrawn');
    }
    expect(await counted('export_request')).toBe(exports);
  });

  it('lets a new release begin anew, and ends by its date', async () => {
    await release();
    const [inForce] = (await callRoute(reader, routes.listAgreements)).items;
    await callRoute(reader, routes.acceptAgreement, { params: { agreementId: inForce?.id ?? '' }, body: { digest: inForce?.digest ?? '' } });
    expect((await manifest(reader)).status).toBe(200);
    await asOwner(started, "UPDATE snapshot_release SET released_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE withdrawn_at IS NULL");
    expect((await problemOf(manifest(reader))).code).toBe('release-expired');
    expect(await release()).toMatchObject({ status: 'active' });
  });
});

describe('a patient who withdraws', () => {
  let successor: SnapshotView;
  const leaving = () => at(development, 1);

  it('is named with the snapshots and models that hold them', async () => {
    const coordinator = await started.as('coordinator', 'C01');
    expect((await problemOf(callRoute(await started.as('coordinator', 'C02'), routes.withdrawSubject, { params: { subjectId: leaving().subjectId }, body: { reason: 'not mine' } }))).code).toBe('not-found');
    const gone = await callRoute(coordinator, routes.withdrawSubject, { params: { subjectId: leaving().subjectId }, body: { reason: 'consent withdrawn' } });
    expect(gone).toMatchObject({ lesions: [leaving().code], snapshots: [{ root: snapshot.root, lesions: 1, succeededBy: null }], models: [{ digest: 'b'.repeat(64) }, { digest: 'c'.repeat(64) }] });
    expect((await problemOf(callRoute(coordinator, routes.withdrawSubject, { params: { subjectId: leaving().subjectId }, body: { reason: 'again' } }))).code).toBe('subject-withdrawn');
    expect((await callRoute(statistician, routes.listWithdrawals)).items).toHaveLength(1);
    expect((await callRoute(coordinator, routes.caseBoard, { params: { caseId: leaving().caseId } })).state).toBe('withdrawn');
  });

  it('is left out of a successor that one step locks and signs; a wrong password changes nothing', async () => {
    expect(await callRoute(statistician, routes.successorPlan, { params: params() })).toMatchObject({ leaving: [{ lesion: leaving().code }], lesions: 5, hindrance: null });
    const make = (password: string) => callRoute(statistician, routes.makeSuccessor, { params: params(), body: { password, meaning: 'Without the patient who withdrew' } });
    const before = [await counted('cohort'), await counted('snapshot')];
    expect((await problemOf(make('a wrong password'))).code).toBe('signature-password-wrong');
    expect([await counted('cohort'), await counted('snapshot')]).toEqual(before);
    successor = await make(started.password);
    expect(successor).toMatchObject({ cohortName: 'Main (2)', previousRoot: snapshot.root, signatures: [{ meaning: 'Without the patient who withdrew' }], externalOutcomes: { sealed: true } });
    expect(successor.sets.reduce((sum, set) => sum + set.lesions, 0)).toBe(5);
    expect((await problemOf(make(started.password))).code).toBe('already-done');
    expect((await problemOf(callRoute(statistician, routes.makeSuccessor, { params: { snapshotId: successor.id }, body: { password: started.password, meaning: 'nobody left' } }))).code).toBe('nothing-to-leave-out');
  });

  it('shows in the diff of the two: files gone, rows gone, nobody moved to another set', async () => {
    const diff = await callRoute(statistician, routes.snapshotDiff, { params: { ...params(), otherId: successor.id } });
    expect(diff.files.removed).toHaveLength(11);
    expect(diff.files.removed.every((path) => path.includes(leaving().code))).toBe(true);
    const table = (path: string) => diff.tables.find((each) => each.path === path);
    expect(table('splits.tsv')).toMatchObject({ rowsRemoved: [leaving().code], rowsAdded: [], cells: [] });
    expect(table('lesions.tsv')).toMatchObject({ rowsRemoved: [leaving().code], cells: [] });
    expect(table('exclusions.tsv')?.rowsAdded).toEqual([leaving().code]);
    const lines = (await (await sendRoute(statistician, routes.snapshotDiffFile, { params: { ...params(), otherId: successor.id } })).text()).split('\n');
    expect([lines[0], lines.filter((line) => line.startsWith('file-removed')).length, lines.filter((line) => line.startsWith(`row-removed\tlesions.tsv\t${leaving().code}`)).length]).toEqual(['change\tfile\trow\tcolumn\tbefore\tafter', 11, 1]);
    const { items } = await callRoute(statistician, routes.snapshotContents, { params: params() });
    expect(items.find(({ name }) => name === 'dicom')).toMatchObject({ kind: 'folder', files: 66 });
    expect((await callRoute(statistician, routes.snapshotContents, { params: params(), query: { under: 'sealed' } })).items.map(({ path }) => path)).toEqual(['sealed/commitment.json']);
  });

  it('stays in Table 1 of the locked cohort, which was signed with them', async () => {
    const table = await callRoute(statistician, routes.cohortBaseline, { params: { cohortId: cohort.id } });
    expect([table.columns.length, table.columns.reduce((sum, { lesions }) => sum + lesions, 0)]).toEqual([3, 6]);
  });

  it('leaves the signed snapshot as it was, and the trail whole', async () => {
    const text = await readFile(join(started.storageFolder, 'snapshots', snapshot.root, 'manifest.json'), 'utf8');
    expect(readManifest(text)).toMatchObject({ ok: true, value: { record: { root: snapshot.root } } });
    const trail = await (await sendRoute(statistician, routes.exportAudit, {})).text();
    expect(await verifyChain(trail.trimEnd().split('\n'))).toMatchObject({ ok: true });
    expect(trail).not.toContain('haemangioma');
  });
});
