import { callRoute, ProblemError, routes, type Caller } from '@echocohort/contracts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

const PASSWORD = 'a password of good length';

jest.setTimeout(60_000);

describe('people, grants and tokens', () => {
  let started: StartedApi;
  let administrator: Caller;
  beforeAll(async () => {
    started = await startedApi();
    administrator = await started.as('administrator');
  }, 60_000);
  afterAll(() => started.close());

  const problemOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(() => null, (reason: unknown) => reason);
    if (!(error instanceof ProblemError)) throw new Error('the API did not refuse');
    return error.problem;
  };
  const create = (email: string, grants: { role: string; centre: string | null }[], idempotencyKey?: string) =>
    callRoute(administrator, routes.createPerson, { body: { email, name: 'New Person', password: PASSWORD, locale: 'zh', grants }, idempotencyKey });
  const signIn = async (email: string): Promise<Caller> => {
    const { token } = await callRoute({ baseUrl: started.api.url, send: fetch }, routes.signIn, { body: { email, password: PASSWORD } });
    return { baseUrl: started.api.url, token, send: fetch };
  };

  it('creates an account that can sign in, and ends its sessions when its grants change', async () => {
    const person = await create('Ling@Example.test', [{ role: 'coordinator', centre: 'C04' }]);
    expect(person).toMatchObject({ email: 'ling@example.test', disabled: false });
    const ling = await signIn('ling@example.test');
    expect((await callRoute(ling, routes.me)).centres).toEqual(['C04']);
    await callRoute(administrator, routes.setGrants, { params: { personId: person.id }, body: { grants: [{ role: 'reader', centre: null }], disabled: false, reason: 'moved to the reader panel' } });
    expect((await problemOf(callRoute(ling, routes.me))).code).toBe('signed-out');
    expect((await callRoute(await signIn('ling@example.test'), routes.me)).permissions).toEqual(['study.read']);
    await callRoute(administrator, routes.setGrants, { params: { personId: person.id }, body: { grants: [], disabled: true, reason: 'left the study' } });
    expect((await problemOf(signIn('ling@example.test'))).code).toBe('wrong-password');
  });

  it('gives the same answer for the same Idempotency-Key, and refuses the key for something else', async () => {
    const key = 'create-bai-once';
    const first = await create('bai@example.test', [{ role: 'reader', centre: null }], key);
    expect(await create('bai@example.test', [{ role: 'reader', centre: null }], key)).toEqual(first);
    expect(await problemOf(create('other@example.test', [{ role: 'reader', centre: null }], key))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await problemOf(create('bai@example.test', [{ role: 'reader', centre: null }]))).toMatchObject({ status: 409, code: 'email-taken' });
  });

  it('lets a corrected request use the key of a refused one', async () => {
    const key = 'create-cao-corrected';
    expect((await problemOf(create('cao@example.test', [{ role: 'wizard', centre: null }], key))).code).toBe('unknown-role');
    expect(await create('cao@example.test', [{ role: 'reader', centre: null }], key)).toMatchObject({ email: 'cao@example.test' });
  });

  it.each([
    [[{ role: 'wizard', centre: null }], 'unknown-role'],
    [[{ role: 'coordinator', centre: 'C99' }], 'unknown-centre'],
  ])('refuses the grants %j', async (grants, code) => expect((await problemOf(create('nobody@example.test', grants))).code).toBe(code));

  it('never leaves an installation without administrator', async () => {
    const { person } = await callRoute(administrator, routes.me);
    const away = { params: { personId: person.id }, body: { grants: [], disabled: false, reason: 'going away' } };
    expect(await problemOf(callRoute(administrator, routes.setGrants, away))).toMatchObject({ code: 'last-administrator' });
    expect((await callRoute(administrator, routes.me)).person.grants).toEqual([{ role: 'administrator', centre: null }]);
  });

  it('issues tokens with the rights of their maker in one centre, shown once, and takes them back', async () => {
    const coordinator = await started.as('coordinator');
    const made = await callRoute(coordinator, routes.createToken, { body: { centre: 'C01', days: 7 }, idempotencyKey: 'token-one-1' });
    const machine: Caller = { ...coordinator, token: made.token };
    expect(await callRoute(machine, routes.registerSubject, { body: { centre: 'C01' } })).toMatchObject({ centre: 'C01' });
    expect((await problemOf(callRoute(machine, routes.createToken, { body: { centre: 'C01', days: 7 } }))).code).toBe('forbidden');
    expect((await problemOf(callRoute(coordinator, routes.createToken, { body: { centre: 'C02', days: 7 } }))).status).toBe(404);
    expect((await problemOf(callRoute(coordinator, routes.createToken, { body: { centre: 'C01', days: 7 }, idempotencyKey: 'token-one-1' }))).code).toBe('already-done');
    expect(JSON.stringify(await callRoute(coordinator, routes.listTokens))).not.toContain(made.token);
    expect((await callRoute(coordinator, routes.revokeToken, { params: { tokenId: made.id } })).revoked).toBe(true);
    expect((await problemOf(callRoute(machine, routes.study))).code).toBe('signed-out');
  });

  it('uses a setup link once', async () => {
    const nobody: Caller = { baseUrl: started.api.url, send: fetch };
    expect(await callRoute(nobody, routes.setupState, { params: { token: 'made-up' } })).toEqual({ valid: false });
    expect((await problemOf(callRoute(nobody, routes.setup, { params: { token: 'made-up' }, body: { email: 'a@example.test', name: 'A', password: PASSWORD, locale: 'en' } }))).code).toBe('link-used');
  });
});
