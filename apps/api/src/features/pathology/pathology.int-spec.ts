import { callRoute, routes, type Caller } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { asOwner, completeCase, eventTypes, lockCase, openCase, problemOf, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

let started: StartedApi;
let pathologist: Caller;
let investigator: Caller;
beforeAll(async () => {
  started = await startedApi();
  pathologist = await started.as('pathologist', 'C01');
  investigator = await started.as('investigator', 'C01');
}, 60_000);
afterAll(() => started.close());

type Draft = BodyOf<typeof routes.enterPathology>;
const draft = (change: Partial<Draft> = {}): Draft => ({ typeCode: 'hepatocellular-carcinoma', method: 'biopsy', specimenDate: '2019-03-14', note: null, ...change });
const at = (opened: OpenedCase) => ({ params: { caseId: opened.caseId } });
const enter = (opened: OpenedCase, version: number, change: Partial<Draft> = {}, caller = pathologist) => callRoute(caller, routes.enterPathology, { ...at(opened), version, body: draft(change) });
const confirm = (opened: OpenedCase, version: number, caller = investigator) => callRoute(caller, routes.confirmPathology, { ...at(opened), version });
const show = (opened: OpenedCase, caller = investigator) => callRoute(caller, routes.pathology, at(opened));
const eligibility = async (opened: OpenedCase) => (await callRoute(investigator, routes.caseBoard, at(opened))).eligibility;

describe('a pathology report', () => {
  it('is entered, confirmed by a second person, and only then decides eligibility', async () => {
    const opened = await completeCase(started);
    expect(await show(opened)).toMatchObject({ status: 'none', version: 0, report: null });
    const entered = await enter(opened, 0);
    expect(entered).toMatchObject({ status: 'entered', version: 1, report: { typeCode: 'hepatocellular-carcinoma', malignant: true, confirmedBy: null }, confirmRefusal: { en: 'You entered this report; another person has to confirm it.' } });
    expect((await eligibility(opened)).verdict).toBe('not-yet-known');
    expect(await show(opened)).toMatchObject({ confirmRefusal: null });
    const confirmed = await confirm(opened, 1);
    expect(confirmed).toMatchObject({ status: 'confirmed', version: 2, report: { confirmedBy: 'C01 Investigator' } });
    expect(await eligibility(opened)).toMatchObject({ verdict: 'eligible', primaryReason: null });
    expect((await eventTypes(started, opened.code)).slice(-3)).toEqual(['pathology.entered', 'pathology.confirmed', 'eligibility.changed']);
  });

  it('never moves the state or the version of its case', async () => {
    const opened = await completeCase(started);
    const before = await asOwner(started, 'SELECT state, version, state_changed_at FROM lesion WHERE code = $1', [opened.code]);
    await enter(opened, 0);
    await confirm(opened, 1);
    expect(await asOwner(started, 'SELECT state, version, state_changed_at FROM lesion WHERE code = $1', [opened.code])).toEqual(before);
  });

  it('that is corrected needs a reason and a new confirmation; the earlier one stays', async () => {
    const opened = await completeCase(started);
    await enter(opened, 0);
    await confirm(opened, 1);
    expect(await problemOf(enter(opened, 2, { typeCode: 'haemangioma' }))).toMatchObject({ status: 422, code: 'reason-for-change-needed' });
    expect(await enter(opened, 2, { typeCode: 'haemangioma', reasonForChange: 'second reading' })).toMatchObject({ status: 'entered', version: 3, report: { malignant: false } });
    expect((await eligibility(opened)).verdict).toBe('not-yet-known');
    const rows = await asOwner(started, 'SELECT type_code, superseded_at IS NULL AS current, reason_for_change FROM pathology_report r JOIN lesion l ON l.id = r.lesion_id WHERE l.code = $1 ORDER BY r.entered_at', [opened.code]);
    expect(rows).toEqual([{ type_code: 'hepatocellular-carcinoma', current: false, reason_for_change: null }, { type_code: 'haemangioma', current: true, reason_for_change: 'second reading' }]);
  });

  it('without a definite diagnosis has no verdict and excludes', async () => {
    const opened = await openCase(started);
    expect(await enter(opened, 0, { typeCode: 'indefinite' })).toMatchObject({ report: { malignant: null } });
    await confirm(opened, 1);
    expect(await eligibility(opened)).toMatchObject({ verdict: 'excluded', primaryReason: 'INC-4' });
  });

  it('leaves its content out of the audit trail', async () => {
    const opened = await openCase(started);
    await enter(opened, 0, { note: 'unmistakable words' });
    const payloads = JSON.stringify(await asOwner(started, 'SELECT payload FROM audit_event WHERE case_code = $1', [opened.code]));
    expect(payloads).not.toMatch(/carcinoma|unmistakable|biopsy|2019-03-14/);
  });
});

describe('pathology that is refused', () => {
  it.each<[string, Partial<Draft>, string]>([
    ['an unknown type', { typeCode: 'tumour' }, 'pathology-unknown-type'],
    ['other without words', { typeCode: 'other', malignant: true }, 'pathology-type-needs-words'],
    ['a verdict against the type', { malignant: false }, 'pathology-verdict-contradicts-type'],
    ['30 February', { specimenDate: '2019-02-30' }, 'pathology-specimen-date-invalid'],
    ['an unknown method', { method: 'guess' }, 'pathology-unknown-method'],
  ])('%s', async (_, change, code) => {
    const opened = await openCase(started);
    expect(await problemOf(enter(opened, 0, change))).toMatchObject({ status: 422, code });
    expect(await show(opened)).toMatchObject({ status: 'none' });
  });

  it('a confirmation by the one who entered, before there is a report, and a second time', async () => {
    const opened = await openCase(started);
    expect(await problemOf(confirm(opened, 0))).toMatchObject({ status: 409, code: 'pathology-not-entered' });
    await enter(opened, 0);
    expect(await problemOf(confirm(opened, 1, pathologist))).toMatchObject({ status: 403, code: 'pathology-same-person' });
    await confirm(opened, 1);
    expect(await problemOf(confirm(opened, 2))).toMatchObject({ status: 409, code: 'pathology-already-confirmed' });
  });

  it('a change of what somebody else changed meanwhile', async () => {
    const opened = await openCase(started);
    await enter(opened, 0);
    expect(await problemOf(enter(opened, 0))).toMatchObject({ status: 412, code: 'version-changed' });
    expect(await problemOf(confirm(opened, 0))).toMatchObject({ status: 412, code: 'version-changed' });
  });

  it('another centre, and roles that may not', async () => {
    const opened = await openCase(started);
    await enter(opened, 0);
    const stranger = await started.as('pathologist', 'C02');
    expect(await problemOf(show(opened, stranger))).toMatchObject({ status: 404 });
    expect(await problemOf(enter(opened, 1, { reasonForChange: 'x' }, stranger))).toMatchObject({ status: 404 });
    expect(await problemOf(enter(opened, 1, { reasonForChange: 'x' }, investigator))).toMatchObject({ status: 403 });
    for (const role of ['auditor', 'adjudicator', 'data-manager', 'statistician'] as const) {
      expect(await problemOf(show(opened, await started.as(role)))).toMatchObject({ status: 403 });
    }
    expect(await show(opened)).toMatchObject({ status: 'entered', version: 1 });
  });

  it('a locked case', async () => {
    const opened = await completeCase(started);
    await enter(opened, 0);
    await lockCase(started, opened);
    expect(await problemOf(confirm(opened, 1))).toMatchObject({ status: 409, code: 'case-locked' });
    expect(await problemOf(enter(opened, 1, { reasonForChange: 'late' }))).toMatchObject({ status: 409, code: 'case-locked' });
  });
});
