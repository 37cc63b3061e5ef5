import { callRoute, routes, type Caller } from '@echocohort/contracts';
import type { Route } from '@echocohort/contracts-reading';
import type { TestDatabase } from '@echocohort/testing';
import { acceptedCase } from '../../spec-cases/accepted-cases.ts';
import { asOwner } from '../../spec-cases/case-fixtures.ts';
import { cloneDatabase } from '../../spec-cases/cloned-database.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startApi, type RunningApi } from '../../start-api.ts';

// Two databases, equal row for row but for one outcome of an external centre, each behind an API of its own. The same
// people do the same in both: define, preview, split, lock. Whatever anybody who may not read that centre's pathology is
// shown, and whatever the log says, must be the same bytes, but for what is random in both: ids, salts and digests over
// them, times, signatures. Those are replaced by the order of their first appearance, so that one in two places still shows.

interface World {
  readonly database: TestDatabase;
  readonly api: RunningApi;
  readonly log: string[];
}

const ROLES = [['statistician'], ['data-manager'], ['administrator'], ['reader'], ['auditor'], ['adjudicator'], ['coordinator', 'C01'], ['investigator', 'C01'], ['pathologist', 'C01'], ['coordinator', 'C13']] as const;
const all: readonly Route[] = Object.values<Route>(routes);

let started: StartedApi;
let worlds: readonly [World, World];
let people: ReadonlyMap<string, string>;
let ids: readonly [Readonly<Record<string, readonly string[]>>, Readonly<Record<string, readonly string[]>>];

/** Random parts by the order in which they first appear. */
function masked(text: string): string {
  const seen = new Map<string, string>();
  const name = (kind: string) => (found: string): string => {
    const known = seen.get(found) ?? `<${kind} ${seen.size}>`;
    seen.set(found, known);
    return known;
  };
  return text
    .replace(/"(signature|nonce)": ?"[^"]+"/g, '"$1":"<random>"')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, name('id'))
    .replace(/[0-9a-f]{64}/g, name('digest'))
    .replace(/\b[0-9a-f]{12,16}\b/g, name('short'))
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '<time>');
}

const callerOf = (world: World, token: string): Caller => ({ baseUrl: world.api.url, token, send: fetch });
const tokenOf = (who: string): string => people.get(who) ?? '';

/** What a statistician does up to the lock, and what the answers say on the way. */
async function lockIn(world: World): Promise<{ readonly answers: string[]; readonly snapshotId: string; readonly cohortId: string }> {
  const statistician = callerOf(world, tokenOf('statistician'));
  const definition = { centres: null, criteria: [{ any: [{ item: 'age', operator: '>=' as const, value: 18 }, { item: '@centre', operator: '=' as const, value: 'C12' }] }], trainingParts: 4, internalParts: 1 };
  const made = await callRoute(statistician, routes.createCohort, { body: { name: 'Same', definition } });
  const counted = await callRoute(statistician, routes.previewDefinition, { body: { definition } });
  const params = { cohortId: made.id };
  const split = await callRoute(statistician, routes.splitCohort, { params, version: made.version, body: { seed: 'same' } });
  const preview = await callRoute(statistician, routes.cohortPreview, { params });
  const snapshot = await callRoute(statistician, routes.lockCohort, { params, version: split.version, body: { password: started.password, meaning: 'the same in both', digest: preview.digest ?? '' } });
  return { answers: [made, counted, split, preview, snapshot].map((answer) => masked(JSON.stringify(answer))), snapshotId: snapshot.id, cohortId: made.id };
}

let locked: readonly Awaited<ReturnType<typeof lockIn>>[];

beforeAll(async () => {
  started = await startedApi();
  for (const [centre, type] of [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'metastasis'], ['C03', 'haemangioma'], ['C03', 'abscess']] as const) await acceptedCase(started, centre, type);
  const sealed = await acceptedCase(started, 'C12', 'hepatocellular-carcinoma');
  await acceptedCase(started, 'C13', 'haemangioma');
  const tokens: [string, string][] = [];
  for (const [role, centre] of [...ROLES, ['pathologist', 'C12'] as const]) tokens.push([[role, centre].filter(Boolean).join(' '), (await started.as(role, centre)).token ?? '']);
  people = new Map(tokens);
  await started.api.close();
  const copy = await cloneDatabase(started.database);
  const changed = await asOwner({ database: copy }, "UPDATE pathology_report SET type_code = 'haemangioma', malignant = false, method = 'resection' FROM lesion WHERE lesion.id = lesion_id AND code = $1 RETURNING 1", [sealed.code]);
  if (changed.length !== 1) throw new Error('the outcome was not changed');
  const world = async (database: TestDatabase): Promise<World> => {
    const log: string[] = [];
    return { database, log, api: await startApi({ ...started.env, DATABASE_URL: database.appUrl }, { logTo: { write: (line: string) => void log.push(line) } }) };
  };
  worlds = [await world(started.database), await world(copy)];
  const [one, two] = [await lockIn(worlds[0]), await lockIn(worlds[1])];
  locked = [one, two];
  const column = async (of: World, from: string): Promise<string[]> => (await asOwner(of, `SELECT id FROM ${from}`)).map(({ id }) => String(id));
  const idsOf = async (of: World, own: typeof one) => ({
    snapshotId: [own.snapshotId], otherId: [own.snapshotId], cohortId: [own.cohortId], caseId: await column(of, 'lesion ORDER BY code'), subjectId: await column(of, 'subject ORDER BY code'), imageId: await column(of, "image WHERE slot_code = 'L1' AND centre_id IN ('C01', 'C12') ORDER BY sha256"), subjectCode: (await asOwner(of, 'SELECT code FROM subject ORDER BY code')).map(({ code }) => String(code)), formCode: ['clinical', 'ultrasound'],
  });
  ids = [await idsOf(worlds[0], one), await idsOf(worlds[1], two)];
}, 240_000);
afterAll(async () => {
  for (const world of worlds) await world.api.close();
  await worlds[1].database.drop();
  await started.close();
});

const names = (route: Route): string[] => [...route.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '');
/** Addresses of a route in one world: every combination would be too many, so the same index of each list together. */
function addresses(route: Route, at: 0 | 1): string[] {
  const lists = names(route).map((name) => ids[at][name] ?? []);
  const count = Math.max(1, ...lists.map((list) => list.length));
  if (lists.some((list) => list.length === 0)) return [];
  return Array.from({ length: count }, (_, index) => route.path.replace(/:([a-zA-Z]+)/g, (__, name: string) => { const list = ids[at][name] ?? []; return list[index % list.length] ?? ''; }));
}

async function ask(world: World, address: string, token: string): Promise<string> {
  const answer = await fetch(`${world.api.url}${address}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return `${answer.status} ${masked(bytes.toString('latin1'))}`;
}

describe('one sealed outcome', () => {
  it('changes nothing of what is shown up to the lock', () => expect(locked[1]?.answers).toEqual(locked[0]?.answers));

  const readable = all.filter((route) => route.method === 'GET');
  describe.each(ROLES.map((who) => [who.join(' ')]))('as %s', (who) => {
    it.each(readable.map((route) => [`${route.method} ${route.path}`, route] as const))('%s answers with the same bytes', async (_, route) => {
      const [here, there] = [addresses(route, 0), addresses(route, 1)];
      expect(there).toHaveLength(here.length);
      const extra = route.name === 'snapshotFile' ? '?path=lesions.tsv' : '';
      for (const [index, address] of here.entries()) {
        expect(await ask(worlds[1], `${there[index] ?? ''}${extra}`, tokenOf(who))).toBe(await ask(worlds[0], `${address}${extra}`, tokenOf(who)));
      }
    });
  });

  it('changes no file of the snapshot', async () => {
    const files = await Promise.all(worlds.map(async (world, at) => {
      const base = `/v1/snapshots/${ids[at === 0 ? 0 : 1]['snapshotId']?.[0] ?? ''}`;
      const manifest = JSON.parse(await (await fetch(`${world.api.url}${base}/manifest`, { headers: { authorization: `Bearer ${tokenOf('statistician')}` } })).text()) as { leaves: { path: string; size: number }[] };
      const texts = [];
      for (const { path, size } of manifest.leaves) texts.push(path.endsWith('.dcm') ? `${path} ${size}` : `${path} ${size} ${await ask(world, `${base}/file?path=${encodeURIComponent(path)}`, tokenOf('statistician'))}`);
      return texts;
    }));
    expect(files[1]).toEqual(files[0]);
    expect(files[0]?.length).toBeGreaterThan(80);
  });

  it('changes no line of the log', async () => {
    // A line is written when its answer has been sent, which may be a moment after it arrived here.
    for (const end = Date.now() + 5000; worlds[0].log.length !== worlds[1].log.length && Date.now() < end; await new Promise((done) => setTimeout(done, 50)));
    const lines = worlds.map(({ log }) => log.map((line) => masked(line).replace(/"(time|ms|responseTime|pid|port)":[^,}]+/g, '"$1":0')));
    expect(lines[1]).toEqual(lines[0]);
    expect(worlds[0].log.join('')).not.toMatch(/haemangioma|carcinoma/);
  });

  it('is there all the same: whoever may read it sees two different reports', async () => {
    const own = await asOwner(worlds[0], "SELECT id FROM lesion WHERE centre_id = 'C12'");
    const address = `/v1/cases/${String(own[0]?.['id'])}/pathology`;
    expect(await ask(worlds[1], address, tokenOf('pathologist C12'))).not.toBe(await ask(worlds[0], address, tokenOf('pathologist C12')));
  });
});
