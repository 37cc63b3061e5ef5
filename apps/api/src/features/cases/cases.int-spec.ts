import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { asOwner, completeCase, openCase, openLesion, problemOf, SCAN_DATE, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

jest.setTimeout(60_000);

describe('cases', () => {
  let started: StartedApi;
  let coordinator: Caller;
  let complete: OpenedCase;
  let empty: OpenedCase;
  beforeAll(async () => {
    started = await startedApi();
    coordinator = await started.as('coordinator', 'C01');
    complete = await completeCase(started);
    empty = await openCase(started);
    await openLesion(started, empty.subjectId);
    await openCase(started, 'C02');
  });
  afterAll(() => started.close());

  const board = (caller: Caller, of: OpenedCase) => callRoute(caller, routes.caseBoard, { params: { caseId: of.caseId } });

  it('numbers subjects within their centre and lesions within their subject', async () => {
    const { items, total } = await callRoute(coordinator, routes.listCases);
    expect([items.map(({ code }) => code), total]).toEqual([['C01-0001-L1', 'C01-0002-L1', 'C01-0002-L2'], 3]);
  });

  it('numbers without gap or clash when many register at once', async () => {
    const elsewhere = await started.as('coordinator', 'C03');
    const made = await Promise.all(Array.from({ length: 8 }, () => callRoute(elsewhere, routes.registerSubject, { body: { centre: 'C03' } })));
    expect(made.map(({ code }) => code).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `C03-000${n + 1}`));
  });

  it('registers one subject for one Idempotency-Key', async () => {
    const elsewhere = await started.as('coordinator', 'C04');
    const register = () => callRoute(elsewhere, routes.registerSubject, { body: { centre: 'C04' }, idempotencyKey: 'the-same-patient' });
    const first = await register();
    expect(await register()).toEqual(first);
    expect(await asOwner(started, "SELECT code FROM subject WHERE centre_id = 'C04'")).toHaveLength(1);
  });

  it('pages, filters and searches', async () => {
    const first = await callRoute(coordinator, routes.listCases, { query: { limit: 2 } });
    const second = await callRoute(coordinator, routes.listCases, { query: { limit: 2, cursor: first.cursor ?? '' } });
    expect([first.items.length, second.items.map(({ code }) => code), second.cursor]).toEqual([2, ['C01-0002-L2'], null]);
    expect((await callRoute(coordinator, routes.listCases, { query: { state: 'complete' } })).items.map(({ code }) => code)).toEqual([complete.code]);
    expect((await callRoute(coordinator, routes.listCases, { query: { search: '0002-l2' } })).items.map(({ code }) => code)).toEqual(['C01-0002-L2']);
    expect((await callRoute(coordinator, routes.listCases, { query: { centre: 'C02' } })).total).toBe(0);
    expect((await problemOf(callRoute(coordinator, routes.listCases, { query: { cursor: '%%%' } }))).code).toBe('invalid-cursor');
  });

  it('says in words what an empty case lacks, and nothing of a complete one', async () => {
    const lacking = await board(coordinator, empty);
    expect(lacking).toMatchObject({ state: 'collecting', slotsFilled: 0, scanDate: null, pathologyStatus: 'none', eligibility: { verdict: 'not-yet-known' } });
    expect(lacking.siblings.map(({ code }) => code)).toEqual(['C01-0002-L2']);
    expect(lacking.blockers[0]?.sentence).toEqual({ en: 'Image missing: L1', zh: '缺少图像：L1' });
    expect(lacking.blockers.some(({ item }) => item === 'max_diameter')).toBe(true);
    expect(await board(coordinator, complete)).toMatchObject({ state: 'complete', slotsFilled: 11, scanDate: SCAN_DATE, blockers: [], next: null });
  });

  it('ranks at home what needs the fewest steps first', async () => {
    const home = await callRoute(coordinator, routes.home);
    expect(home.counts).toEqual({ collecting: 2, complete: 1 });
    expect(home.next.map(({ code }) => code)).toEqual(['C01-0002-L1', 'C01-0002-L2']);
  });

  it('shows the verdict but nothing of the report to a reader who may not see pathology', async () => {
    const pathologist = await started.as('pathologist', 'C01');
    const report = { typeCode: 'hepatocellular-carcinoma', method: 'biopsy', specimenDate: '2019-03-20', note: null };
    await callRoute(pathologist, routes.enterPathology, { params: { caseId: complete.caseId }, version: 0, body: report });
    await callRoute(await started.as('investigator', 'C01'), routes.confirmPathology, { params: { caseId: complete.caseId }, version: 1 });
    const seen = await board(coordinator, complete);
    const hidden = await board(await started.as('data-manager'), complete);
    expect([seen.eligibility.verdict, hidden.eligibility.verdict]).toEqual(['eligible', 'eligible']);
    for (const told of ['hepatocellular-carcinoma', 'daysFromScanToSpecimen']) expect(JSON.stringify(seen.eligibility)).toContain(told);
    for (const told of ['hepatocellular-carcinoma', 'daysFromScanToSpecimen', '16']) expect(JSON.stringify(hidden.eligibility)).not.toContain(told);
    expect(hidden.pathologyStatus).toBe('confirmed');
  });
});
