import { routes, callRoute, type Caller } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';
import type { TestDatabase } from '@echocohort/testing';
import { asOwner, completeCase, fillForm, lockCase, openCase, ULTRASOUND, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { cleanImages, uploadForm } from '../../spec-cases/clean-images.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startApi, type RunningApi } from '../../start-api.ts';

// Two databases, equal row for row but for pathology and what follows from it (which accepted case was locked), each
// behind an API of its own. Whatever the panel asks, both must answer with the same bytes (domain 6).

interface World {
  readonly database: TestDatabase;
  readonly api: RunningApi;
}

let started: StartedApi;
let malignant: World;
let other: World;
let cases: Readonly<Record<'waiting' | 'accepted' | 'locked' | 'queried' | 'answered' | 'collecting', OpenedCase>>;
let panel: Caller[];
let ids: Readonly<Record<string, readonly string[]>>;

async function raise(auditor: Caller, opened: OpenedCase): Promise<string> {
  const { id } = await callRoute(auditor, panelRoutes.raiseQuery, { params: { caseId: opened.caseId }, body: { slot: 'L1', reasonCode: 'unclear-image', text: '' } });
  return id;
}

async function accept(auditor: Caller, opened: OpenedCase): Promise<void> {
  const { version } = await callRoute(auditor, panelRoutes.panelCase, { params: { caseId: opened.caseId } });
  await callRoute(auditor, panelRoutes.acceptCase, { params: { caseId: opened.caseId }, version });
}

/** One case whose pictures came in through the real intake, so that previews are real pictures. */
async function caseWithPictures(coordinator: Caller): Promise<OpenedCase> {
  const opened = await openCase(started);
  const study = await callRoute(coordinator, routes.study);
  const subject = (await callRoute(coordinator, routes.caseBoard, { params: { caseId: opened.caseId } })).subjectCode;
  for (const image of await cleanImages(study, 'C01', subject, ['L1', 'D1'])) {
    await callRoute(coordinator, routes.receiveImage, { params: { caseId: opened.caseId } }, uploadForm(image, { slot: image.slot, protocolVersion: study.protocolVersion }));
  }
  return opened;
}

/** A pathology report written beside the routes; `confirmedBy` null leaves it unconfirmed. */
async function report(world: Pick<World, 'database'>, opened: OpenedCase, type: string, verdict: boolean | null, confirmed: boolean): Promise<void> {
  await asOwner(world, `INSERT INTO pathology_report (id, lesion_id, centre_id, type_code, malignant, method, specimen_date, entered_by_id, confirmed_by_id, confirmed_at)
    SELECT gen_random_uuid(), l.id, l.centre_id, $2, $3, 'biopsy', '2019-03-10', a.id, CASE WHEN $4 THEN b.id END, CASE WHEN $4 THEN now() END
    FROM lesion l, person a, person b WHERE l.code = $1 AND a.email LIKE 'pathologist@%' AND b.email LIKE 'investigator@%'`, [opened.code, type, verdict, confirmed]);
}

async function unlike(one: Pick<World, 'database'>, two: Pick<World, 'database'>): Promise<void> {
  for (const opened of Object.values(cases)) {
    await report(one, opened, 'hepatocellular-carcinoma', true, true);
    if (opened !== cases.waiting) await report(two, opened, opened === cases.locked ? 'indefinite' : 'haemangioma', opened === cases.locked ? null : false, opened !== cases.accepted);
  }
  // Eligible and accepted in one study, so locked there; not eligible in the other, so still accepted.
  await lockCase(one, cases.locked);
}

beforeAll(async () => {
  started = await startedApi();
  const [coordinator, auditor, adjudicator] = [await started.as('coordinator', 'C01'), await started.as('auditor'), await started.as('adjudicator')];
  cases = {
    waiting: await completeCase(started), accepted: await completeCase(started), locked: await completeCase(started), queried: await completeCase(started),
    answered: await completeCase(started), collecting: await caseWithPictures(coordinator),
  };
  await accept(auditor, cases.accepted);
  await accept(auditor, cases.locked);
  await raise(auditor, cases.queried);
  await callRoute(coordinator, routes.answerQuery, { params: { queryId: await raise(auditor, cases.answered) }, version: 1, body: { text: 'as asked' } });
  await fillForm(coordinator, cases.collecting.caseId, 'ultrasound', ULTRASOUND);
  await started.as('investigator', 'C01');
  const column = async (table: string): Promise<string[]> => (await asOwner(started, `SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => String(id));
  // Only pictures that came through the intake have bytes in the storage.
  ids = { caseId: await column('lesion'), imageId: await column('image WHERE id IN (SELECT image_id FROM receipt)'), queryId: await column('query_thread'), subjectId: await column('subject') };
  await started.api.close();
  const copy = await started.database.copy();
  malignant = { database: started.database, api: await startApi(started.env, { logTo: { write: () => undefined } }) };
  other = { database: copy, api: await startApi({ ...started.env, DATABASE_URL: copy.appUrl }, { logTo: { write: () => undefined } }) };
  await unlike(malignant, other);
  panel = [auditor, adjudicator];
}, 180_000);

afterAll(async () => {
  await malignant.api.close();
  await other.api.close();
  await other.database.drop();
  await started.close();
});

/** Status, headers that depend on the content, and every byte of the answer. */
async function bytesOf(world: World, caller: Caller, method: string, path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(`${world.api.url}${path}`, { ...init, method, headers: { authorization: `Bearer ${caller.token ?? ''}`, ...init.headers } });
  const headers = ['content-type', 'content-length', 'etag', 'cache-control'].map((name) => `${name}=${response.headers.get(name) ?? ''}`);
  return [response.status, ...headers, Buffer.from(await response.arrayBuffer()).toString('latin1')].join('\n');
}

/** Every address of a route: one for each thing that its parameters can name. */
function pathsOf(path: string): string[] {
  const name = /:(\w+)/.exec(path)?.[1];
  if (name === undefined) return [path];
  const values = ids[name] ?? (name === 'formCode' ? ['clinical', 'ultrasound'] : name === 'number' ? ['1'] : ['00000000-0000-4000-8000-000000000000']);
  return values.flatMap((value) => pathsOf(path.replace(`:${name}`, value)));
}

const readable = Object.values(routes).filter(({ method }) => method === 'GET').map(({ path }) => path);

describe('two databases that differ only in pathology', () => {
  it('hold pictures, queries and cases to ask about', () => {
    expect(Object.values(ids).map((known) => known.length)).toEqual([6, 2, 2, 6]);
  });

  it('do differ for those who may see it', async () => {
    // Signed in before the databases parted; the session is in both.
    const investigator = await started.as('investigator', 'C01');
    for (const opened of Object.values(cases)) {
      const path = `/v1/cases/${opened.caseId}/pathology`;
      expect(await bytesOf(malignant, investigator, 'GET', path)).not.toBe(await bytesOf(other, investigator, 'GET', path));
    }
    const board = `/v1/cases/${cases.locked.caseId}`;
    expect(await bytesOf(malignant, investigator, 'GET', board)).not.toBe(await bytesOf(other, investigator, 'GET', board));
  });

  it.each(readable)('give the panel the same bytes: GET %s', async (path) => {
    for (const caller of panel) {
      for (const address of pathsOf(path)) expect(await bytesOf(malignant, caller, 'GET', address)).toBe(await bytesOf(other, caller, 'GET', address));
    }
  });

  it('answer the panel’s work alike, but for fresh ids and times', async () => {
    const [auditor] = panel;
    if (!auditor) throw new Error('nobody on the panel');
    const masked = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
    const send = async (method: string, path: string, version: number | null, body: unknown): Promise<[string, string]> => {
      const init = { headers: { 'content-type': 'application/json', ...(version === null ? {} : { 'if-match': `"${version}"` }) }, body: JSON.stringify(body) };
      return [masked(await bytesOf(malignant, auditor, method, path, init)), masked(await bytesOf(other, auditor, method, path, init))];
    };
    const { version } = await callRoute({ ...auditor, baseUrl: malignant.api.url }, panelRoutes.panelCase, { params: { caseId: cases.waiting.caseId } });
    const [accepted, acceptedToo] = await send('POST', `/v1/panel/cases/${cases.waiting.caseId}/acceptance`, version, {});
    expect(accepted.startsWith('200')).toBe(true);
    expect(accepted).toBe(acceptedToo);
    const [raised, raisedToo] = await send('POST', `/v1/panel/cases/${cases.accepted.caseId}/queries`, null, { slot: 'L2', reasonCode: 'wrong-view', text: '' });
    expect(raised.startsWith('201')).toBe(true);
    expect(raised).toBe(raisedToo);
    const answered = ids['queryId']?.map((id) => `/v1/queries/${id}/closure`) ?? [];
    for (const path of answered) {
      const [closed, closedToo] = await send('POST', path, 2, { text: '' });
      expect(closed).toBe(closedToo);
    }
    const [queue, queueToo] = [await bytesOf(malignant, auditor, 'GET', '/v1/panel/queue'), await bytesOf(other, auditor, 'GET', '/v1/panel/queue')];
    expect(masked(queue)).toBe(masked(queueToo));
  });
});
