import { callRoute, ProblemError, routes, sendRoute, type Caller } from '@echocohort/contracts';
import { asOwner } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { startApi } from '../../start-api.ts';

const EMAIL = 'reader@demo.echocohort.example';

jest.setTimeout(60_000);

describe('signing in', () => {
  let started: StartedApi;
  let nobody: Caller;
  beforeAll(async () => {
    started = await startedApi();
    nobody = { baseUrl: started.api.url, send: fetch };
  }, 60_000);
  afterAll(() => started.close());

  const signIn = (email: string, password: string) => callRoute(nobody, routes.signIn, { body: { email, password } });
  const problemOf = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(() => null, (reason: unknown) => reason);
    if (!(error instanceof ProblemError)) throw new Error('the API did not refuse');
    return error.problem;
  };

  it('gives a token that says who one is and what one may do', async () => {
    const { token, me } = await signIn('  Coordinator@Demo.EchoCohort.example ', started.password);
    expect(me.person.grants).toEqual([{ role: 'coordinator', centre: 'C01' }]);
    expect(me.centres).toEqual(['C01']);
    expect(await callRoute({ ...nobody, token }, routes.me)).toEqual(me);
  });

  it('ends a session for good when asked', async () => {
    const { token } = await signIn(EMAIL, started.password);
    const caller = { ...nobody, token };
    expect(await callRoute(caller, routes.signOut)).toEqual({ revoked: true });
    expect((await problemOf(callRoute(caller, routes.me))).code).toBe('signed-out');
  });

  it.each([['reader@demo.echocohort.example'], ['nobody-has-this@demo.echocohort.example']])('refuses wrong passwords and then locks %s, told apart by nothing', async (email) => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < 7; attempt++) codes.push((await problemOf(signIn(email, `wrong password ${attempt}`))).code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrong-password'), 'locked-out', 'locked-out']);
    const locked = await problemOf(signIn(email, started.password));
    expect(locked).toMatchObject({ status: 429, code: 'locked-out' });
    expect(locked.facts?.['seconds']).toBeGreaterThan(25);
  });

  it('counts guesses that are made all at once', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => problemOf(signIn('auditor@demo.echocohort.example', `guess number ${n}`)).then(({ code }) => code)));
    expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(5);
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(7);
  });

  describe('from one network address', () => {
    const MANAGER = 'data-manager@demo.echocohort.example';
    const counted = (address: string) => asOwner(started, 'SELECT attempts FROM sign_in_address WHERE address = $1', [address]).then(([row]) => row?.['attempts'] ?? 0);
    const setTo = (address: string, attempts: number, ends: string) =>
      asOwner(started, 'INSERT INTO sign_in_address VALUES ($1, $2, now() + $3::interval) ON CONFLICT (address) DO UPDATE SET attempts = excluded.attempts, window_ends = excluded.window_ends', [address, attempts, ends]);
    const post = (url: string, password: string, forwarded?: string) => fetch(`${url}/v1/sessions`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) }, body: JSON.stringify({ email: MANAGER, password }) });

    it('counts what is wrong, and takes back what proves right', async () => {
      await setTo('127.0.0.1', 7, '10 minutes');
      await signIn(MANAGER, started.password);
      expect(await counted('127.0.0.1')).toBe(7);
      await problemOf(signIn(MANAGER, 'wrong password'));
      expect(await counted('127.0.0.1')).toBe(8);
    });

    it('is refused over all accounts beyond the limit, says for how long, and believes no header', async () => {
      await setTo('127.0.0.1', 100, '10 minutes');
      const answer = await post(started.api.url, started.password, '10.9.9.9');
      expect([answer.status, Number(answer.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
      const { code, facts } = (await answer.json()) as { code: string; facts: { seconds: number } };
      expect([code, Number(answer.headers.get('retry-after'))]).toEqual(['too-many-sign-ins', facts.seconds]);
      expect(facts.seconds).toBeGreaterThan(500);
      expect([await counted('10.9.9.9'), (await problemOf(signIn('nobody-has-this-either@demo.echocohort.example', 'x'))).code]).toEqual([0, 'too-many-sign-ins']);
    });

    it('behind a trusted hop counts the address that the hop saw, at another process too', async () => {
      const behind = await startApi({ ...started.env, TRUSTED_HOPS: '1', SIGN_INS_PER_ADDRESS: '2' }, { logTo: { write: () => undefined } });
      try {
        const statuses: number[] = [];
        for (const pretended of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) statuses.push((await post(behind.url, 'wrong password', `${pretended}, 192.0.2.7`)).status);
        expect([statuses, await counted('192.0.2.7'), await counted('10.0.0.3')]).toEqual([[401, 401, 429], 3, 0]);
        expect((await post(behind.url, started.password, '192.0.2.8')).status).toBe(200);
      } finally {
        await behind.close();
      }
    });

    it('begins anew when its time is over', async () => {
      await setTo('127.0.0.1', 500, '-1 second');
      await signIn(MANAGER, started.password);
      expect(await counted('127.0.0.1')).toBe(0);
    });
  });

  it('refuses without a token, with a made-up one, and at an address that is none', async () => {
    expect((await problemOf(callRoute(nobody, routes.me))).status).toBe(401);
    expect((await problemOf(callRoute({ ...nobody, token: 'x'.repeat(43) }, routes.me))).code).toBe('signed-out');
    expect(await (await fetch(`${started.api.url}/v1/nothing`)).json()).toMatchObject({ status: 404, code: 'no-such-route' });
  });

  it('answers broken JSON and missing fields with a problem that names the field and no value', async () => {
    const broken = await fetch(`${started.api.url}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email": "a' });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    const missing = await fetch(`${started.api.url}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"password": "hunter2 hunter2"}' });
    const text = await missing.text();
    expect(JSON.parse(text)).toMatchObject({ status: 422, code: 'invalid', field: 'email' });
    expect(text).not.toContain('hunter2');
    // PostgreSQL would refuse a NUL itself, as a fault of ours.
    expect(await problemOf(signIn('a\u0000b@demo.echocohort.example', 'hunter2 hunter2'))).toMatchObject({ status: 422, code: 'invalid', field: 'email' });
  });

  it('keeps addresses, passwords and tokens out of its log', async () => {
    const { token } = await signIn('statistician@demo.echocohort.example', started.password);
    await sendRoute({ ...nobody, token }, routes.study, {});
    const log = started.logLines.join('\n');
    expect(log).toContain('"route":"/v1/study"');
    for (const secret of [token, started.password, 'echocohort.example', 'wrong password', 'guess number']) expect(log).not.toContain(secret);
  });

  it('says that it lives and is ready, and describes itself', async () => {
    const get = async (path: string) => {
      const response = await fetch(`${started.api.url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect(await get('/health/live')).toMatchObject({ status: 200 });
    expect(JSON.parse((await get('/health/ready')).text)).toEqual({ ready: true, parts: { database: 'ready', storage: 'ready', 'text-check': 'ready' } });
    expect((await get('/metrics')).text).toContain('echocohort_refusals_total{code="wrong-password"}');
    expect(JSON.parse((await get('/v1/openapi.json')).text)).toHaveProperty(['paths', '/v1/cases/{caseId}/images', 'post', 'operationId'], 'receiveImage');
    expect((await get('/v1/docs/assets/swagger-ui.css')).status).toBe(200);
    expect((await get('/v1/docs')).text).toContain('/v1/docs/start.js');
  });
});
