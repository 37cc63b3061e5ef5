import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@echocohort/access';
import { callRoute, ProblemError, routes, sendRoute, type Caller, type CohortView, type SnapshotView } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';
import pg from 'pg';
import { acceptedCase } from '../../spec-cases/accepted-cases.ts';
import { asOwner, fillForm, problemOf, ULTRASOUND, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { copyLesion } from '../../spec-cases/copied-lesions.ts';
import { recordDigest } from '../../spec-cases/record-digest.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

// What a cohort, its lock and its snapshot refuse, over the interface: each with its code and in words, and afterwards no row of the
// record, no file of the storage and no job is other than before. One story: before the lock, during it, after it, taken back.

type Definition = CohortView['definition'];
type Refused = readonly [what: string, call: () => Promise<unknown>, code: string, says: RegExp];

let started: StartedApi;
let statistician: Caller;
let many: OpenedCase;
let changing: OpenedCase;
let thirty: CohortView;
let empty: CohortView;
let lopsided: CohortView;
let queried: CohortView;
let digest: string;
let word: string;
let snapshot: SnapshotView;

const everyone: Definition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
const define = (name: string, definition: Partial<Definition> = {}) => callRoute(statistician, routes.createCohort, { body: { name, definition: { ...everyone, ...definition } } });
const splitOf = (cohort: CohortView) => callRoute(statistician, routes.splitCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { seed: '2018' } });
const previewOf = (cohort: CohortView) => callRoute(statistician, routes.cohortPreview, { params: { cohortId: cohort.id } });
const wordFor = async (cohort: CohortView, content: string) => (await callRoute(statistician, routes.lockChallenge, { params: { cohortId: cohort.id }, body: { digest: content } })).nonce;

interface Signed {
  readonly password?: string;
  readonly digest?: string;
  readonly nonce?: string;
}
const lockAs = (caller: Caller, cohort: CohortView, signed: Signed = {}) =>
  callRoute(caller, routes.lockCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest, ...signed } });
const lock = (cohort: CohortView, signed: Signed = {}) => lockAs(statistician, cohort, signed);
const signedBy = (role: Role, centre?: string): Refused => [`the signature of a ${role}`, async () => lockAs(await started.as(role, centre), thirty), 'forbidden', /./];
const SIGNERS: readonly (readonly [Role, string?])[] = [['data-manager'], ['administrator'], ['reader'], ['auditor'], ['adjudicator'], ['coordinator', 'C01'], ['investigator', 'C01'], ['pathologist', 'C01']];
const ratio = (trainingParts: number, internalParts: number, says: RegExp): Refused => [`a ratio of ${trainingParts}:${internalParts}`, () => define('Impossible', { trainingParts, internalParts }), 'invalid', says];

const codeOf = (end: PromiseSettledResult<unknown>): string => (end.status === 'fulfilled' ? 'done' : end.reason instanceof ProblemError ? end.reason.problem.code : String(end.reason));

/** Everything that a refusal must leave as it is. */
async function standing(): Promise<unknown> {
  const files = await readdir(started.storageFolder, { recursive: true });
  return { record: await recordDigest(started), files: files.sort(), jobs: await asOwner(started, 'SELECT count(*)::int AS n FROM jobs.job') };
}

/** What stood after the last refusal, which is what stands before the next; null where something was meant to change between. */
let known: unknown = null;

/** A refusal in words, after which everything is as it was before. */
async function refusedInWords([, call, code, says]: Refused): Promise<void> {
  const before = known ?? (await standing());
  known = null;
  const problem = await problemOf(call());
  expect([problem.code, problem.detail]).toEqual([code, expect.stringMatching(says)]);
  const after = await standing();
  expect(after).toEqual(before);
  known = after;
}

/** Starts each call while a row of this case is held, the next once the one before it waits for the row: so they come in this order. */
async function inOrder(held: OpenedCase, calls: readonly (() => Promise<unknown>)[], last: readonly (() => Promise<unknown>)[] = []): Promise<string[]> {
  const client = new pg.Client({ connectionString: started.database.ownerUrl });
  await client.connect();
  const waiting = async (): Promise<number> => Number((await client.query<{ n: number }>('SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database WHERE d.datname = current_database())')).rows[0]?.n);
  try {
    await client.query("BEGIN; SET LOCAL app.roles = 'system'; SET LOCAL app.centres = '*'");
    if ((await client.query('SELECT 1 FROM lesion WHERE id = $1 FOR UPDATE', [held.caseId])).rowCount !== 1) throw new Error('the case cannot be held');
    const ends: Promise<PromiseSettledResult<unknown>[]>[] = [];
    for (const call of calls) {
      ends.push(Promise.allSettled([call()]));
      for (const until = Date.now() + 10_000; (await waiting()) < ends.length && Date.now() < until; ) await sleep(10);
      expect(await waiting()).toBe(ends.length);
    }
    ends.push(...last.map((call) => Promise.allSettled([call()])));
    await client.query('COMMIT');
    return (await Promise.all(ends)).flat().map(codeOf);
  } finally {
    await client.end();
  }
}

const measured = (diameter: string | number | boolean) => async () => fillForm(await started.as('investigator', changing.centre), changing.caseId, 'ultrasound', { max_diameter: { value: diameter, missingReason: null, reasonForChange: 'measured again' } });
const locksOnRecord = () => asOwner(started, "SELECT (SELECT count(*)::int FROM snapshot) AS snapshots, (SELECT count(*)::int FROM signature) AS signatures, (SELECT count(*)::int FROM lesion WHERE state = 'locked') AS locked, (SELECT count(*)::int FROM audit_event WHERE type = 'cohort.locked') AS told");

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  many = await acceptedCase(started, 'C01', 'haemangioma');
  changing = await acceptedCase(started, 'C02');
  await acceptedCase(started, 'C02', 'haemangioma');
  const asked = await acceptedCase(started, 'C03');
  await copyLesion(started, many, 30);
  empty = await define('Nobody', { criteria: [{ item: 'age', operator: '>', value: 119 }] });
  lopsided = await splitOf(await define('Hardly any for training', { centres: ['C01', 'C02'], trainingParts: 1, internalParts: 99 }));
  queried = await splitOf(await define('With a query', { centres: ['C02', 'C03'], trainingParts: 2 }));
  // Signing in is on record; it is no part of what is refused.
  for (const [role, centre] of SIGNERS) await started.as(role, centre);
  await callRoute(await started.as('auditor'), panelRoutes.raiseQuery, { params: { caseId: asked.caseId }, body: { slot: 'L1', reasonCode: 'wrong-view', text: '' } });
}, 120_000);
afterAll(() => started.close());
jest.setTimeout(30_000);

describe('a patient with 30 lesions', () => {
  it('stays whole, and the split says which ratio could not be met and what was reached', async () => {
    thirty = await splitOf(await define('Thirty of one patient', { centres: ['C01', 'C02'] }));
    expect(thirty.split).toMatchObject({ exact: false, sets: [{ patients: 1, lesions: 30 }, { patients: 2, lesions: 2 }, { lesions: 0 }] });
    expect(thirty.split?.sentence.en).toBe('30 training, 2 internal validation, 0 external validation; 4:1 asks for 25.6 in training, and this is the nearest with patients kept whole.');
  });

  it('may be locked, and the checklist tells the signer', async () => {
    const { readiness, ...preview } = await previewOf(thirty);
    expect(readiness.filter(({ ready }) => !ready)).toEqual([]);
    expect(readiness.map(({ sentence }) => sentence.en)).toContain('The cohort is split; 4:1 cannot be met with patients kept whole: it asks for 25.6 lesions in training, the nearest is 30');
    digest = preview.digest ?? '';
    word = await wordFor(thirty, digest);
  });
});

describe('before a lock', () => {
  it.each<Refused>([
    ['a split of nobody', () => splitOf(empty), 'cohort-empty', /^No case meets the definition yet/],
    ['a lock of nobody', () => lock(empty), 'not-ready', /holds no lesion/],
    ratio(0, 1, /definition\.trainingParts.*at least 1/), ratio(-1, 2, /definition\.trainingParts.*at least 1/), ratio(1.5, 1, /definition\.trainingParts.*whole number/),
    ratio(4, 0, /definition\.internalParts.*at least 1/), ratio(100, 1, /definition\.trainingParts.*at most 99/),
    ['such a ratio for a cohort that is there', () => callRoute(statistician, routes.redefineCohort, { params: { cohortId: thirty.id }, version: thirty.version, body: { name: thirty.name, definition: { ...everyone, internalParts: 0 } } }), 'invalid', /definition\.internalParts/],
    ['a lock of a ratio that leaves a set empty', () => lock(lopsided), 'not-ready', /Training or internal validation is empty/],
    ['a lock while a query is open', () => lock(queried), 'not-ready', /quer(y is|ies are) open/],
    ['a split over another version', () => splitOf({ ...thirty, version: thirty.version + 1 }), 'version-changed', /Load it again/],
    ['a lock over another version', () => lock({ ...thirty, version: thirty.version + 1 }), 'version-changed', /Load it again/],
    ['a lock of other content', () => lock(thirty, { digest: 'a'.repeat(64) }), 'content-changed', /Look at the preview again/],
    ['a wrong password', () => lock(thirty, { password: 'a wrong password' }), 'signature-password-wrong', /./],
    ['a made-up one-time word', () => lock(thirty, { nonce: 'no word at all' }), 'signature-nonce-wrong', /Open the signature again/],
    ['a word that was given for other content', async () => lock(thirty, { nonce: await wordFor(thirty, 'a'.repeat(64)) }), 'signature-nonce-wrong', /Open the signature again/],
    ['a word that was given for another cohort', async () => lock(thirty, { nonce: await wordFor(lopsided, digest) }), 'signature-nonce-wrong', /Open the signature again/],
    ...SIGNERS.map(([role, centre]) => signedBy(role, centre)),
  ])('%s is refused in words, and nothing changes', async (...refused) => refusedInWords(refused));
});

describe('a case that changes during the lock', () => {
  it('first: the change is in, the lock says so and leaves nothing', async () => {
    const before = await locksOnRecord();
    expect(await inOrder(changing, [measured(3.3), () => lock(thirty, { nonce: word })])).toEqual(['done', 'content-changed']);
    expect(await locksOnRecord()).toEqual(before);
    expect((await readdir(started.storageFolder, { recursive: true })).filter((path) => path.startsWith('snapshots/'))).toEqual([]);
    await measured(ULTRASOUND.max_diameter.value)();
    expect((await previewOf(thirty)).digest).toBe(digest);
  });

  it('second: the lock is made, the change is out and told so; a second lock at once is none', async () => {
    const second = await wordFor(thirty, digest);
    expect(await inOrder(changing, [() => lock(thirty, { nonce: word }), measured(4.4)], [() => lock(thirty, { nonce: second })])).toEqual(['done', 'case-locked', 'cohort-locked']);
    expect(await locksOnRecord()).toEqual([{ snapshots: 1, signatures: 1, locked: 32, told: 1 }]);
    const [made] = (await callRoute(statistician, routes.listSnapshots)).items;
    if (made === undefined) throw new Error('no snapshot');
    snapshot = made;
    const file = async (path: string) => (await sendRoute(statistician, routes.snapshotFile, { params: { snapshotId: snapshot.id }, query: { path } })).text();
    expect(await file('lesions.tsv')).not.toMatch(/\t4\.4\t/);
    const sets = (await file('splits.tsv')).split('\n').filter((line) => line.includes(many.code.replace(/L1$/, 'L'))).map((line) => line.split('\t')[3]);
    expect([sets.length, new Set(sets)]).toEqual([30, new Set(['training'])]);
  });
});

describe('after a lock', () => {
  beforeAll(() => void (known = null));
  it.each<Refused>([
    ['the same signature again', () => lock(thirty, { nonce: word }), 'signature-replayed', /used once/],
    ['a second lock', async () => lock(thirty, { nonce: await wordFor(thirty, digest) }), 'cohort-locked', /changes no more/],
    ['a second split', () => splitOf(thirty), 'cohort-locked', /changes no more/],
    ['another definition', () => callRoute(statistician, routes.redefineCohort, { params: { cohortId: thirty.id }, version: thirty.version, body: { name: 'Other', definition: everyone } }), 'cohort-locked', /changes no more/],
    ['its signature under another cohort', () => lock(lopsided, { nonce: word }), 'signature-nonce-wrong', /another person or content/],
    ['another value in a case of it', () => measured(5.5)(), 'case-locked', /./],
  ])('%s is refused in words, and nothing changes', async (...refused) => refusedInWords(refused));
});

describe('after the release was withdrawn', () => {
  let reader: Caller;
  let exportId: string;
  const params = () => ({ snapshotId: snapshot.id });
  beforeAll(async () => {
    known = null;
    reader = await started.as('reader');
    const { person } = await callRoute(reader, routes.me);
    await callRoute(statistician, routes.createRelease, { params: params(), body: { personId: person.id, days: 30 } });
    exportId = (await callRoute(statistician, routes.requestExport, { params: params(), body: {} })).id;
    await callRoute(statistician, routes.withdrawReleases, { params: params(), body: { reason: 'agreement ended', releaseId: null } });
  });
  const path = { path: 'splits.tsv' };
  it.each<readonly [string, () => Promise<unknown>]>([
    ['another export', () => callRoute(statistician, routes.requestExport, { params: params(), body: {} })],
    ['the export that was asked for before', () => sendRoute(statistician, routes.downloadExport, { params: { exportId } })],
    ['the zip', () => sendRoute(statistician, routes.snapshotZip, { params: params() })],
    ['a file', () => sendRoute(statistician, routes.snapshotFile, { params: params(), query: path })],
    ['the manifest, to whom it was released', () => sendRoute(reader, routes.snapshotManifest, { params: params() })],
    ['a token, to whom it was released', () => callRoute(reader, routes.createSnapshotToken, { params: params(), body: { name: 'script', days: 1 } })],
  ])('%s is refused with the reason, and nothing changes', async (what, call) => refusedInWords([what, call, 'release-withdrawn', /taken back.*Reason: agreement ended/]));
});
