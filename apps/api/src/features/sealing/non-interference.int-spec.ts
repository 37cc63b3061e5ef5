/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callRoute, ProblemError, routes } from '@echocohort/contracts';
import type { Route } from '@echocohort/contracts-reading';
import { zipSource } from '@echocohort/export';
import { asOwner } from '../../spec-cases/case-fixtures.ts';
import { playStory, type Story } from '../../spec-cases/sealed-story.ts';
import { masked, ONLOOKERS, twoWorlds, type TwoWorlds, type World } from '../../spec-cases/two-worlds.ts';

// Two databases, equal row for row but for one outcome of an external centre, each behind an API and a worker of its own.
// The same people do the same in both: define, preview, split, lock, train, cross-validate, export, analyse, release.
// Whatever anybody who may not read that centre's pathology is shown, and whatever the log says, must be the same bytes,
// but for what is random in both. Every route that reads must show a row to somebody, or stand in the list of exceptions.

type Ids = Readonly<Record<string, readonly string[]>>;
type Ask = (world: World, address: string, token: string) => Promise<string>;

/** Routes that show nothing in these worlds, each with the reason. */
const WITHOUT_ROW: Readonly<Record<string, string>> = {
  analysisMap: 'the analysis has no attention map, because the bytes that stand for pictures cannot be looked at; it reads the snapshot alone',
  failurePictures: 'the same: no picture to show of a wrong call; they come from the locked files, which are compared below',
  failurePicture: 'the same',
  listWithdrawals: 'nobody has withdrawn yet: it is compared below, after two patients have',
};

/** Further questions of a route, beside its plain address. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  snapshotFile: ['?path=lesions.tsv', '?path=sealed/commitment.json', '?path=sealed/outcomes.tsv'],
  flowChartFile: ['?format=svg&wording=stard&language=en', '?format=svg&wording=consort&language=zh'],
  snapshotContents: ['', '?under=sealed'],
  templateFile: ['?manufacturer=Old%20Sonics&model=US%20200&software=3.1&rows=240&columns=320', ''],
};

/** What is typed to read a risk off the nomogram: nothing, and a part of what it asks for. */
const READ_OFF: readonly Readonly<Record<string, string | number>>[] = [{}, { age: 56, sex: 'male' }];

const all: readonly Route[] = Object.values<Route>(routes);
const readable = all.filter((route) => route.method === 'GET');

let two: TwoWorlds;
let stories: readonly [Story, Story];
let ids: readonly [Ids, Ids];
const shown = new Set<string>();

async function idsOf(world: World, story: Story): Promise<Ids> {
  const column = async (from: string, name = 'id'): Promise<string[]> => (await asOwner(world, `SELECT ${name} AS value FROM ${from}`)).map(({ value }) => String(value));
  const snapshot = [story.snapshot.id];
  return {
    snapshotId: snapshot, otherId: snapshot, cohortId: [story.cohort.id], caseId: await column('lesion ORDER BY code'), subjectId: await column('subject ORDER BY code'), subjectCode: await column('subject ORDER BY code', 'code'),
    imageId: await column("image WHERE slot_code = 'L1' AND size_bytes > 10 ORDER BY sha256"), formCode: ['clinical', 'ultrasound'], exportId: [story.exportId], runId: story.runIds,
    crossValidationId: [story.crossValidationId], analysisId: [story.analysisId], dryRunId: [story.dryRunId], number: await column('receipt ORDER BY number', 'number'), templateId: await column('mask_template ORDER BY version'),
    file: ['predictions.csv', 'run.json', 'metrics.json'], token: ['no-such-link'], lesion: await column('lesion ORDER BY code', 'code'), picture: ['a'.repeat(64)], map: ['a'.repeat(64)],
  };
}

beforeAll(async () => {
  two = await twoWorlds();
  const [one, other] = two.worlds;
  stories = [await playStory(one), await playStory(other)];
  ids = [await idsOf(one, stories[0]), await idsOf(other, stories[1])];
}, 1_200_000);
afterAll(() => two.close());
jest.setTimeout(120_000);

/** Addresses of a route in one world: every combination would be too many, so the same index of each list together. */
function addresses(route: Route, at: 0 | 1): string[] {
  const names = [...route.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '');
  const own: Ids = { ...ids[at], ...(names.includes('lesion') && { runId: ids[at]['runId']?.slice(-1) ?? [] }) };
  const lists = names.map((name) => own[name] ?? []);
  if (lists.some((list) => list.length === 0)) return [];
  const count = Math.max(1, ...lists.map((list) => list.length));
  const plain = Array.from({ length: count }, (_, index) => route.path.replace(/:([a-zA-Z]+)/g, (__, name: string) => { const list = own[name] ?? []; return list[index % list.length] ?? ''; }));
  return plain.flatMap((address) => (QUERIES[route.name] ?? ['']).map((query) => `${address}${query}`));
}

/**
 * An answer without what is random. A zip is compressed with random digests in it, so its bytes and its length say nothing
 * here: its entries are compared one by one, unpacked.
 */
const ask: Ask = async (world, address, token) => {
  const answer = await fetch(`${world.api.url}${address}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { zip } = stories[world.name === 'one' ? 0 : 1];
  if (bytes.equals(zip)) return `${answer.status} the export`;
  // The report of an analysis: everything but its PDF, in whose compressed pages the clock's minute stands.
  if (answer.headers.get('content-type') === 'application/zip') return `${answer.status} ${JSON.stringify([...(await entriesOf(bytes))].map(([path, text]) => (path.endsWith('.pdf') ? path : [path, text])))}`;
  return `${answer.status} ${masked(bytes.toString('latin1').replaceAll(`"sizeBytes":${zip.length}`, '"sizeBytes":<zip>').replace(/"reportBytes":\d+/g, '"reportBytes":<zip>'))}`;
};

/** Length of a workbook in the list of an export: it is compressed too. */
const PACKED_SIZE = /("path": "[^"]+\.xlsx",\s+"sha256": "[^"]+",\s+"size": )\d+/g;

/** Every entry of a zip with its length and, without what is random, its content; a workbook is a zip too. */
async function entriesOf(zip: Uint8Array): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'worlds-'));
  try {
    const file = join(folder, 'export.zip');
    await writeFile(file, zip);
    const source = await zipSource(file);
    const found = new Map<string, string>();
    for (const { path, size } of await source.list()) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source.read(path)) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (/\.(xlsx|docx)$/.test(path)) found.set(path, JSON.stringify([...(await entriesOf(bytes))]));
      else found.set(path, `${size} ${masked(bytes.toString('latin1').replace(PACKED_SIZE, '$1<zip>'))}`);
    }
    await source.close();
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether an answer shows something: a list with an entry, or any other content. */
function hasRow(answer: string): boolean {
  if (!answer.startsWith('200 ')) return false;
  try {
    const body: unknown = JSON.parse(answer.slice(4));
    return typeof body !== 'object' || body === null || !('items' in body) || !Array.isArray(body.items) || body.items.length > 0;
  } catch {
    return answer.length > 4;
  }
}

/** The addresses at which the two worlds answer this person differently, each with both answers from where they part. */
async function differing(route: Route, [role, centre]: (typeof ONLOOKERS)[number], asks: Ask = ask): Promise<string[]> {
  const [one, other] = two.worlds;
  const found: string[] = [];
  const [here, there] = [addresses(route, 0), addresses(route, 1)];
  for (const [index, address] of here.entries()) {
    const answers = await Promise.all([asks(one, address, (await one.as(role, centre)).token ?? ''), asks(other, there[index] ?? '', (await other.as(role, centre)).token ?? '')]);
    if (answers.some(hasRow)) shown.add(route.name);
    if (answers[0] !== answers[1]) found.push([`${route.method} ${route.path}`, ...parting(answers[0], answers[1])].join('\n'));
  }
  return here.length === there.length ? found : [...found, `${route.path}: ${here.length} rows and ${there.length}`];
}

/** Both texts from a little before where they part. */
function parting(one: string, other: string): [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return [one.slice(Math.max(0, at - 80), at + 120), other.slice(Math.max(0, at - 80), at + 120)];
}

async function refusalOr(call: Promise<unknown>): Promise<string> {
  const answer: unknown = await call.catch((error: unknown) => (error instanceof ProblemError ? error.problem : Promise.reject(error instanceof Error ? error : new Error('no error'))));
  return masked(JSON.stringify(answer));
}

describe('one sealed outcome', () => {
  it('changes nothing of what is answered on the way', () => {
    const [one, other] = stories.map(({ answers }) => answers.map((answer) => masked(JSON.stringify(answer))));
    expect(other).toEqual(one);
    expect(one?.join('')).toContain('"status":"finished"');
  });

  it.each(readable.map((route) => [`${route.method} ${route.path}`, route] as const))('%s answers every onlooker with the same bytes', async (_, route) => {
    for (const who of ONLOOKERS) expect([who, await differing(route, who)]).toEqual([who, []]);
  });

  it('is looked for in every route that reads: each showed a row to somebody, or says why it cannot', () => {
    const silent = readable.map(({ name }) => name).filter((name) => !shown.has(name));
    expect(silent.sort()).toEqual(Object.keys(WITHOUT_ROW).sort());
  });

  it('would be found: a route that counts malignant lesions is named, and no other', async () => {
    const leaking: Ask = async (world, address, token) => {
      const [row] = address === '/v1/home' ? await asOwner(world, 'SELECT count(*)::int AS n FROM pathology_report WHERE malignant') : [];
      return `${await ask(world, address, token)}${row === undefined ? '' : String(row['n'])}`;
    };
    const found: string[] = [];
    for (const route of readable.filter(({ name }) => ['home', 'study', 'listSnapshots'].includes(name))) found.push(...(await differing(route, ['statistician'], leaking)));
    expect(found.map((text) => text.split('\n')[0])).toEqual(['GET /v1/home']);
  });

  it('changes nothing of what is answered to questions and refusals that write nothing', async () => {
    const definition = { centres: ['C12'], criteria: [], trainingParts: 4, internalParts: 1 };
    const answers = await Promise.all(two.worlds.map(async (world, at) => {
      const { snapshot, cohort, runIds } = stories[at === 0 ? 0 : 1];
      const [statistician, keeper, params] = [await world.as('statistician'), await world.as('data-manager'), { snapshotId: snapshot.id }];
      const said: string[] = [];
      for (const call of [
        () => callRoute(statistician, routes.previewDefinition, { body: { definition } }),
        ...['malignant', 'type', '@pathology', 'histology'].map((item) => () => callRoute(statistician, routes.previewDefinition, { body: { definition: { ...definition, centres: null, criteria: [{ item, operator: '=' as const, value: 'haemangioma' }] } } })),
        () => callRoute(statistician, routes.splitCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { seed: 'again' } }),
        () => callRoute(statistician, routes.lockCohort, { params: { cohortId: cohort.id }, version: cohort.version, body: { password: world.password, meaning: 'again', digest: 'a'.repeat(64) } }),
        () => callRoute(statistician, routes.makeSuccessor, { params, body: { password: world.password, meaning: 'nobody left' } }),
        () => callRoute(keeper, routes.giveShare, { params, body: { password: world.password, passphrase: 'a wrong passphrase', runId: runIds[0] ?? '', impact: 'none' } }),
        () => callRoute(keeper, routes.giveShare, { params, body: { password: world.password, passphrase: 'a wrong passphrase', runId: runIds[1] ?? '', impact: 'none' } }),
        () => callRoute(statistician, routes.startRun, { params, body: { config: { width: 1 } } }),
        ...READ_OFF.map((values) => () => callRoute(statistician, routes.analysisRisk, { params: { analysisId: stories[at === 0 ? 0 : 1].analysisId }, body: { values } })),
      ]) said.push(await refusalOr(call()));
      return said;
    }));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.filter((text) => text.includes('"status":4'))).toHaveLength(12);
  });

  it('changes no file of the snapshot', async () => {
    const files = await Promise.all(two.worlds.map(async (world, at) => {
      const base = `/v1/snapshots/${stories[at === 0 ? 0 : 1].snapshot.id}`;
      const { token = '' } = await world.as('statistician');
      const manifest = JSON.parse(await (await fetch(`${world.api.url}${base}/manifest`, { headers: { authorization: `Bearer ${token}` } })).text()) as { leaves: { path: string; size: number }[] };
      const texts = [];
      for (const { path, size } of manifest.leaves) texts.push(path.endsWith('.dcm') ? `${path} ${size}` : `${path} ${size} ${await ask(world, `${base}/file?path=${encodeURIComponent(path)}`, token)}`);
      return texts;
    }));
    expect(files[1]).toEqual(files[0]);
    expect(files[0]?.length).toBeGreaterThan(80);
  });

  it('changes no entry of the export', async () => {
    const entries = await Promise.all(stories.map(({ zip }) => entriesOf(zip)));
    const [one = new Map<string, string>(), other = new Map<string, string>()] = entries;
    expect([...other.keys()]).toEqual([...one.keys()]);
    const parted = [...one].flatMap(([path, text]) => (text === other.get(path) ? [] : [[path, ...parting(text, other.get(path) ?? '')]]));
    expect(parted).toEqual([]);
    expect(one.size).toBeGreaterThan(100);
  });

  it('changes no counter and no line of the log', async () => {
    // Times, and the gauges of the process in which both worlds live, differ between two readings of one and the same world.
    const ofTheMoment = /_(bucket|sum)\b|^echocohort_(resident_memory_bytes|uptime_seconds) /;
    const counters = await Promise.all(two.worlds.map(async (world) => (await (await fetch(`${world.api.url}/metrics`)).text()).split('\n').filter((line) => /^echocohort_/.test(line) && !ofTheMoment.test(line)).sort()));
    expect(counters[1]).toEqual(counters[0]);
    expect(counters[0]?.length).toBeGreaterThan(50);
    // A line is written when its answer has been sent, which may be a moment after it arrived here.
    const [one, other] = two.worlds;
    for (const end = Date.now() + 5000; one.log.length !== other.log.length && Date.now() < end; await new Promise((done) => setTimeout(done, 50)));
    const lines = two.worlds.map(({ log }) => log.map((line) => masked(line).replace(/"(time|ms|responseTime|pid|port)":[^,}]+/g, '"$1":0')).sort());
    expect(lines[1]).toEqual(lines[0]);
    expect(one.log.join('')).not.toMatch(/haemangioma|carcinoma/);
  });

  it('changes nothing of what is said of patients who withdraw, one of them at an external centre', async () => {
    const answers = await Promise.all(two.worlds.map(async (world, at) => {
      const params = { snapshotId: stories[at === 0 ? 0 : 1].snapshot.id };
      const said: string[] = [];
      for (const centre of ['C01', 'C13']) {
        const [subject] = await asOwner(world, 'SELECT id FROM subject WHERE centre_id = $1 ORDER BY code LIMIT 1', [centre]);
        said.push(await refusalOr(callRoute(await world.as('coordinator', centre), routes.withdrawSubject, { params: { subjectId: String(subject?.['id']) }, body: { reason: 'consent withdrawn' } })));
      }
      const statistician = await world.as('statistician');
      said.push(await refusalOr(callRoute(statistician, routes.successorPlan, { params })));
      for (const [role, centre] of ONLOOKERS) said.push(await ask(world, routes.listWithdrawals.path, (await world.as(role, centre)).token ?? ''));
      said.push(await refusalOr(callRoute(statistician, routes.makeSuccessor, { params, body: { password: world.password, meaning: 'without those who withdrew' } })));
      return said;
    }));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.[0]).toContain('"withdrawnAt"');
    expect(answers[0]?.filter((text) => text.startsWith('200 ') && hasRow(text)).length).toBeGreaterThan(0);
    expect(answers[0]?.at(-1)).toContain('"root"');
  });

  it('is there all the same: whoever may read it sees two different reports', async () => {
    const [one, other] = two.worlds;
    const { token = '' } = await one.as('pathologist', 'C12');
    const address = `/v1/cases/${two.sealed.caseId}/pathology`;
    expect(await ask(other, address, token)).not.toBe(await ask(one, address, token));
  });
});
