import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { asOwner, CLINICAL, completeCase, countedSlots, eventTypes, fillForm, fillSlots, lockCase, openCase, openLesion, problemOf, ULTRASOUND, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

let started: StartedApi;
let coordinator: Caller;
beforeAll(async () => {
  started = await startedApi();
  coordinator = await started.as('coordinator', 'C01');
}, 60_000);
afterAll(() => started.close());

const read = (opened: OpenedCase, formCode = 'clinical') => callRoute(coordinator, routes.form, { params: { caseId: opened.caseId, formCode } });
const board = (opened: OpenedCase) => callRoute(coordinator, routes.caseBoard, { params: { caseId: opened.caseId } });
const save = (opened: OpenedCase, version: number, changes: Parameters<typeof fillForm>[3], caller = coordinator, formCode = 'clinical') =>
  callRoute(caller, routes.saveForm, { params: { caseId: opened.caseId, formCode }, version, body: { changes: { ...changes } } });
const storedValues = async () => (await asOwner(started, 'SELECT count(*) AS n FROM item_value'))[0]?.['n'];

describe('a form', () => {
  it('begins empty, says what it needs, and keeps what is saved', async () => {
    const opened = await openCase(started);
    expect(await read(opened)).toMatchObject({ version: 0, values: {}, complete: false, locked: false });
    const saved = await save(opened, 0, { age: CLINICAL.age, afp: { value: null, missingReason: 'not-measured' } });
    expect(saved).toMatchObject({ version: 1, values: { age: { value: 56 }, afp: { value: null, missingReason: 'not-measured' } }, complete: false });
    expect(saved.findings.map(({ item }) => item)).not.toContain('afp_date');
    expect(await read(opened)).toEqual(saved);
    expect(await eventTypes(started, opened.code)).toEqual(['lesion.opened', 'form.saved']);
  });

  it('completes a case together with its pictures', async () => {
    const opened = await openCase(started);
    await fillSlots(started, opened, await countedSlots(started));
    expect((await fillForm(coordinator, opened.caseId, 'clinical', CLINICAL)).complete).toBe(true);
    expect(await board(opened)).toMatchObject({ state: 'collecting', next: { code: 'item-missing' } });
    await fillForm(coordinator, opened.caseId, 'ultrasound', ULTRASOUND);
    expect(await board(opened)).toMatchObject({ state: 'complete', blockers: [], eligibility: { verdict: 'not-yet-known' } });
    expect(await eventTypes(started, opened.code)).toContain('case.state-changed');
  });

  it('moves the eligibility with its answers, and tells the audit trail', async () => {
    const opened = await openCase(started);
    await fillForm(coordinator, opened.caseId, 'ultrasound', { max_diameter: { value: 1, missingReason: null } });
    expect((await board(opened)).eligibility).toMatchObject({ verdict: 'excluded', primaryReason: 'INC-2' });
    expect(await eventTypes(started, opened.code)).toEqual(['lesion.opened', 'form.saved', 'eligibility.changed']);
  });

  it('of the patient is one for all lesions and moves each of them', async () => {
    const first = await completeCase(started);
    const second = await openLesion(started, first.subjectId);
    expect((await read(second)).values).toEqual((await read(first)).values);
    await fillForm(coordinator, second.caseId, 'clinical', { age: { value: null, missingReason: null, reasonForChange: 'belongs to somebody else' } });
    expect(await board(first)).toMatchObject({ state: 'collecting' });
  });

  it('keeps every earlier answer with the reason why it changed', async () => {
    const opened = await openCase(started);
    await save(opened, 0, { age: CLINICAL.age });
    await save(opened, 1, { age: { value: 57, missingReason: null, reasonForChange: 'misread' } });
    const rows = await asOwner(started, `SELECT v.value, v.reason_for_change AS reason, v.superseded_at IS NULL AS current FROM item_value v JOIN form_entry f ON f.id = v.form_entry_id
      WHERE f.subject_id = $1 ORDER BY v.set_at`, [opened.subjectId]);
    expect(rows).toEqual([{ value: 56, reason: null, current: false }, { value: 57, reason: 'misread', current: true }]);
  });
});

describe('a save that is refused', () => {
  it.each<[string, Parameters<typeof fillForm>[3], string, string]>([
    ['out of range', { age: { value: 200, missingReason: null } }, 'item-out-of-range', 'age'],
    ['of the wrong type', { age: { value: 'fifty', missingReason: null } }, 'item-wrong-type', 'age'],
    ['of no choice', { sex: { value: 'm', missingReason: null } }, 'item-not-a-choice', 'sex'],
    ['of an item that the form has not', { max_diameter: { value: 2, missingReason: null } }, 'unknown-item', 'max_diameter'],
  ])('%s names the item and stores nothing, not even the sound part', async (_, changes, code, field) => {
    const opened = await openCase(started);
    const before = await storedValues();
    expect(await problemOf(save(opened, 0, { ascites: CLINICAL.ascites, ...changes }))).toMatchObject({ status: 422, code, field });
    expect(await storedValues()).toBe(before);
    expect(await read(opened)).toMatchObject({ version: 0, values: {} });
    expect(await eventTypes(started, opened.code)).toEqual(['lesion.opened']);
  });

  it('of two people at once: one is kept whole, the other is told', async () => {
    const opened = await openCase(started);
    const investigator = await started.as('investigator', 'C01');
    const results = await Promise.allSettled([save(opened, 0, { age: CLINICAL.age }), save(opened, 0, { age: { value: 70, missingReason: null } }, investigator)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await problemOf(save(opened, 0, { age: { value: 71, missingReason: null } }))).toMatchObject({ status: 412, code: 'version-changed' });
    expect((await read(opened)).version).toBe(1);
  });

  it('without the version that was read', async () => {
    const opened = await openCase(started);
    expect(await problemOf(callRoute(coordinator, routes.saveForm, { params: { caseId: opened.caseId, formCode: 'clinical' }, body: { changes: {} } }))).toMatchObject({ status: 428 });
  });

  it('of a form that the study has not, or of another centre’s case', async () => {
    const opened = await openCase(started);
    const outsider = await started.as('coordinator', 'C02');
    expect(await problemOf(save(opened, 0, {}, coordinator, 'other'))).toMatchObject({ status: 404 });
    expect(await problemOf(save(opened, 0, { age: CLINICAL.age }, outsider))).toMatchObject({ status: 404, code: 'not-found' });
    expect((await read(opened)).version).toBe(0);
  });

  it('of a locked case, also through another lesion of the patient', async () => {
    const opened = await completeCase(started);
    const sibling = await openLesion(started, opened.subjectId);
    const { version } = await read(opened);
    await lockCase(started, opened);
    const change = { age: { value: 60, missingReason: null, reasonForChange: 'late' } };
    expect(await problemOf(save(opened, version, change))).toMatchObject({ status: 409, code: 'case-locked' });
    expect(await problemOf(save(sibling, version, change))).toMatchObject({ status: 409, code: 'case-locked' });
    expect(await read(sibling)).toMatchObject({ locked: true, version });
    expect((await save(sibling, 0, ULTRASOUND, coordinator, 'ultrasound')).version).toBe(1);
  });
});
