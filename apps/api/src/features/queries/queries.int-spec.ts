import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';
import { asOwner, completeCase, eventTypes, fillForm, lockCase, openCase, problemOf, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

let started: StartedApi;
let auditor: Caller;
let coordinator: Caller;
beforeAll(async () => {
  started = await startedApi();
  auditor = await started.as('auditor');
  coordinator = await started.as('coordinator', 'C01');
}, 60_000);
afterAll(() => started.close());

const at = (opened: OpenedCase) => ({ params: { caseId: opened.caseId } });
const raise = (opened: OpenedCase, body: { slot?: string; reasonCode?: string; text?: string } = {}, caller = auditor) =>
  callRoute(caller, panelRoutes.raiseQuery, { ...at(opened), body: { slot: 'L1', reasonCode: 'wrong-view', text: '', ...body } });
const answer = (queryId: string, version: number, text = 'new picture', caller = coordinator) => callRoute(caller, routes.answerQuery, { params: { queryId }, version, body: { text } });
const close = (queryId: string, version: number, text = '', caller = auditor) => callRoute(caller, panelRoutes.closeQuery, { params: { queryId }, version, body: { text } });
const sheet = (opened: OpenedCase) => callRoute(auditor, panelRoutes.panelCase, at(opened));
const accept = (opened: OpenedCase, version: number, caller = auditor) => callRoute(caller, panelRoutes.acceptCase, { ...at(opened), version });
const queued = async (opened: OpenedCase) => (await callRoute(auditor, panelRoutes.panelQueue)).items.some(({ caseId }) => caseId === opened.caseId);

describe('a query', () => {
  it('takes a case out of the queue, the answer brings it back, and only the closure lets it be accepted', async () => {
    const opened = await completeCase(started);
    expect(await queued(opened)).toBe(true);
    const query = await raise(opened);
    expect(query).toMatchObject({ status: 'open', slot: 'L1', reasonCode: 'wrong-view', version: 1, reason: { en: 'Not the view that the slot asks for' }, messages: [{ kind: 'raised', author: 'Demo Auditor' }] });
    expect(await sheet(opened)).toMatchObject({ state: 'queried', queries: [{ id: query.id, status: 'open' }] });
    expect(await queued(opened)).toBe(false);

    expect(await answer(query.id, 1)).toMatchObject({ status: 'answered', version: 2, messages: [{ kind: 'raised' }, { kind: 'answered', body: 'new picture' }] });
    expect(await queued(opened)).toBe(true);
    expect(await problemOf(accept(opened, (await sheet(opened)).version))).toMatchObject({ status: 409, code: 'case-has-live-queries' });

    expect(await close(query.id, 2)).toMatchObject({ status: 'closed', version: 3 });
    expect(await accept(opened, (await sheet(opened)).version)).toMatchObject({ state: 'accepted' });
    expect(await queued(opened)).toBe(false);
    expect((await eventTypes(started, opened.code)).slice(-7)).toEqual(['case.state-changed', 'query.raised', 'case.state-changed', 'query.answered', 'query.closed', 'case.state-changed', 'panel.accepted']);
    expect(await asOwner(started, 'SELECT verdict, protocol_version FROM panel_verdict v JOIN lesion l ON l.id = v.lesion_id WHERE l.code = $1', [opened.code])).toEqual([{ verdict: 'accepted', protocol_version: '1.0' }]);
  });

  it('of several: the case stays with the centre until the last is answered', async () => {
    const opened = await completeCase(started);
    const [one, two] = [await raise(opened), await raise(opened, { slot: 'L2' })];
    await answer(one.id, 1);
    expect((await sheet(opened)).state).toBe('queried');
    await answer(two.id, 1);
    expect((await sheet(opened)).state).toBe('complete');
  });

  it('raised by mistake is closed with words', async () => {
    const opened = await completeCase(started);
    const query = await raise(opened);
    expect(await problemOf(close(query.id, 1))).toMatchObject({ status: 422, code: 'text-needed' });
    expect(await close(query.id, 1, 'raised by mistake')).toMatchObject({ status: 'closed' });
    expect((await sheet(opened)).state).toBe('complete');
  });

  it('is created once for one Idempotency-Key', async () => {
    const opened = await completeCase(started);
    const send = () => callRoute(auditor, panelRoutes.raiseQuery, { ...at(opened), idempotencyKey: 'key-of-this-query', body: { slot: 'L1', reasonCode: 'wrong-view', text: '' } });
    const first = await send();
    expect(await send()).toEqual(first);
    expect((await sheet(opened)).queries).toHaveLength(1);
  });

  it('is listed page by page, the newest first, to its centre and the panel only', async () => {
    const opened = await completeCase(started, 'C03');
    for (const slot of ['L1', 'L2', 'L3']) await raise(opened, { slot });
    const owner = await started.as('coordinator', 'C03');
    const first = await callRoute(owner, routes.listQueries, { query: { limit: 2 } });
    const rest = await callRoute(owner, routes.listQueries, { query: { limit: 2, cursor: first.cursor ?? '' } });
    expect([...first.items, ...rest.items].map(({ slot }) => slot)).toEqual(['L3', 'L2', 'L1']);
    expect([first.counts, rest.cursor]).toEqual([{ open: 3, answered: 0, closed: 0 }, null]);
    expect((await callRoute(await started.as('coordinator', 'C04'), routes.listQueries)).items).toEqual([]);
    expect((await callRoute(auditor, routes.listQueries, { query: { status: 'open' } })).items.length).toBeGreaterThanOrEqual(3);
    expect(await problemOf(callRoute(owner, routes.listQueries, { query: { cursor: 'eA' } }))).toMatchObject({ status: 400, code: 'invalid-cursor' });
  });
});

describe('what is refused', () => {
  it.each<[string, { slot?: string; reasonCode?: string }, string]>([
    ['a slot that the protocol has not', { slot: 'L9' }, 'unknown-slot'],
    ['a reason that the study has not', { reasonCode: 'ugly' }, 'unknown-reason'],
    ['the reason "other" without words', { reasonCode: 'other' }, 'text-needed'],
  ])('%s', async (_, body, code) => {
    const opened = await completeCase(started);
    expect(await problemOf(raise(opened, body))).toMatchObject({ status: 422, code });
    expect(await sheet(opened)).toMatchObject({ state: 'complete', queries: [] });
  });

  it('an answer without words, to a query that waits for none, or to an older version', async () => {
    const opened = await completeCase(started);
    const query = await raise(opened);
    expect(await problemOf(answer(query.id, 1, '   '))).toMatchObject({ status: 422, code: 'text-needed' });
    await answer(query.id, 1);
    expect(await problemOf(answer(query.id, 1))).toMatchObject({ status: 412, code: 'version-changed' });
    expect(await problemOf(answer(query.id, 2))).toMatchObject({ status: 409, code: 'query-not-open' });
  });

  it('acceptance of an incomplete case, and of one that changed since it was opened', async () => {
    const empty = await openCase(started);
    expect(await problemOf(accept(empty, (await sheet(empty)).version))).toMatchObject({ status: 409, code: 'case-transition-not-allowed' });
    const opened = await completeCase(started);
    const { version } = await sheet(opened);
    await fillForm(coordinator, opened.caseId, 'ultrasound', { max_diameter: { value: 3, missingReason: null, reasonForChange: 'measured again' } });
    expect(await problemOf(accept(opened, version))).toMatchObject({ status: 412, code: 'version-changed' });
  });

  it('two acceptances at once: one verdict', async () => {
    const opened = await completeCase(started);
    const { version } = await sheet(opened);
    const results = await Promise.allSettled([accept(opened, version), accept(opened, version, await started.as('adjudicator'))]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await asOwner(started, 'SELECT count(*)::int AS n FROM panel_verdict v JOIN lesion l ON l.id = v.lesion_id WHERE l.code = $1', [opened.code])).toEqual([{ n: 1 }]);
  });

  it('other centres and other roles; nothing changes', async () => {
    const opened = await completeCase(started);
    const query = await raise(opened);
    expect(await problemOf(answer(query.id, 1, 'x', await started.as('coordinator', 'C02')))).toMatchObject({ status: 404 });
    expect(await problemOf(answer(query.id, 1, 'x', auditor))).toMatchObject({ status: 403 });
    expect(await problemOf(raise(opened, {}, coordinator))).toMatchObject({ status: 403 });
    expect(await problemOf(accept(opened, 1, coordinator))).toMatchObject({ status: 403 });
    expect(await problemOf(close(query.id, 1, 'x', coordinator))).toMatchObject({ status: 403 });
    expect((await sheet(opened)).queries).toEqual([query]);
  });

  it('anything on a locked case', async () => {
    const opened = await completeCase(started);
    await accept(opened, (await sheet(opened)).version);
    await lockCase(started, opened);
    expect(await problemOf(raise(opened))).toMatchObject({ status: 409, code: 'case-locked' });
    expect((await sheet(opened)).state).toBe('accepted');
  });
});
