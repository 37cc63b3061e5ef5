import { permissionsOf, ROLES, type Role } from '@echocohort/access';
import { recordDigest } from '@echocohort/api/spec-cases/record-digest';
import { routes } from '@echocohort/contracts';
import { problem, type Route } from '@echocohort/contracts-reading';
import { buildWorld, type World } from './spec-cases/world.ts';

const all: readonly Route[] = Object.values<Route>(routes);
const NOWHERE = '11111111-1111-4111-8111-111111111111';

/** Answered outside the contract: for probes, monitoring and readers of the interface. */
const SYSTEM = ['GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /v1/openapi.json', 'GET /v1/docs', 'GET /v1/docs/start.js'];
const CENTRE_ROLES = ['coordinator', 'investigator', 'pathologist'] as const;
/** Path parameters that name something of one centre. */
const OF_A_CENTRE = ['caseId', 'subjectId', 'subjectCode', 'imageId', 'queryId', 'number'];

/** A content that each writing route would take, so that only the reach of the caller can be what refuses it. */
const BODIES: Readonly<Record<string, unknown>> = {
  openLesion: {},
  saveForm: { changes: {} },
  settleImageText: { findingId: '00000000-0000-4000-8000-000000000000', because: 'measurement' },
  drawOutline: { shape: 'rectangle', points: [[0, 0], [9, 9]] },
  enterPathology: { typeCode: 'hepatocellular-carcinoma', method: 'biopsy', specimenDate: '2019-03-20' },
  answerQuery: { text: 'scanned again' },
  registerSubject: { centre: 'C01' },
  createToken: { centre: 'C01', days: 1 },
  drawTemplate: { centre: 'C01', manufacturer: 'Old Sonics', model: 'US 200', software: '3.1', rows: 10, columns: 10, kept: [{ kind: 'rectangle', x0: 1, y0: 1, x1: 5, y1: 5 }], textBeside: [], sample: 'AAAA' },
  decideTemplate: { password: 'not the right one', digest: 'a'.repeat(64), decision: 'approve', reason: '' },
  withdrawTemplate: { reason: 'replaced' },
  withdrawSubject: { reason: 'consent withdrawn' },
  startRun: { config: {} },
  startDryRun: { config: {} },
  startCrossValidation: { config: {}, folds: 5 },
  pauseRun: { reason: 'the machine is needed' },
  cancelRun: { reason: 'wrong seed' },
};

const addressOf = (route: Route): string => `${route.method} ${route.path}`;
const paramsOf = (route: Route): string[] => [...route.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '');
const concernsCentre = (route: Route): boolean => paramsOf(route).some((name) => OF_A_CENTRE.includes(name));
const allowed = (role: Role, { access }: Route): boolean => access === 'public' || access === 'signed-in' || access.some((needed) => [...permissionsOf([{ role, centre: null }])].some((permission) => permission === needed));

jest.setTimeout(60_000);

describe('who may call what', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld();
  }, 120_000);
  afterAll(() => world.started.close());

  const call = async (route: Route, token: string | undefined, ids: Readonly<Record<string, string>>) => {
    const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? NOWHERE);
    const upload = route.body === 'multipart';
    const body = route.body === undefined ? undefined : upload ? new FormData() : JSON.stringify(BODIES[route.name] ?? {});
    const response = await fetch(`${world.started.api.url}${path}`, {
      method: route.method,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(route.ifMatch ? { 'if-match': '"1"' } : {}), ...(body === undefined || upload ? {} : { 'content-type': 'application/json' }) },
      body,
    });
    const text = await response.text();
    return { status: response.status, code: response.ok ? null : problemCode(text), text };
  };
  const problemCode = (text: string): string => {
    const parsed = problem.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.code : 'no problem document';
  };

  it('serves exactly the contract and the few system addresses', () => {
    const served = [...new Set(world.started.api.served.map(({ method, path }) => `${method} ${path}`))].sort();
    expect(served).toEqual([...all.map(addressOf), ...SYSTEM].sort());
  });

  describe.each(all.map((route) => [addressOf(route), route] as const))('%s', (_, route) => {
    it('refuses whoever is not signed in, unless it is public', async () => {
      const { status, code } = await call(route, undefined, {});
      if (route.access === 'public') expect(status).not.toBe(401);
      else expect([status, code]).toEqual([401, 'signed-out']);
    });

    const closed = ROLES.filter((role) => !allowed(role, route));
    it(`forbids it to ${closed.join(', ') || 'nobody'} and changes nothing`, async () => {
      const before = await recordDigest(world.started);
      for (const role of closed) {
        const { token } = await world.started.as(role);
        expect({ role, ...(await call(route, token, world.ids)) }).toMatchObject({ role, status: 403, code: 'forbidden' });
      }
      expect(await recordDigest(world.started)).toBe(before);
    });

    // Signing out would end the session that the other cases use; it has its own spec.
    const open = route.name === 'signOut' ? [] : ROLES.filter((role) => allowed(role, route));
    it(`lets ${open.join(', ') || 'nobody else'} through to a considered answer`, async () => {
      for (const role of open) {
        const { token } = await world.started.as(role);
        const { status, code } = await call(route, token, {});
        expect({ role, status, code, considered: status < 500 && status !== 401 && code !== 'forbidden' }).toEqual({ role, status, code, considered: true });
      }
    });
  });

  const reachable = all.filter(concernsCentre).flatMap((route) => CENTRE_ROLES.filter((role) => allowed(role, route)).map((role) => [addressOf(route), role, route] as const));
  describe.each(reachable)('%s by the %s of another centre', (_, role, route) => {
    it('is answered as if it were not there, and changes nothing', async () => {
      const { token } = await world.started.as(role, 'C02');
      const before = await recordDigest(world.started);
      const { status, code, text } = await call(route, token, world.ids);
      expect([status, code]).toEqual([404, 'not-found']);
      expect(text).not.toContain('C01');
      expect(await recordDigest(world.started)).toBe(before);
    });
  });

  it.each([['registerSubject'], ['createToken'], ['drawTemplate']])('%s for another centre is answered as if that centre were not there', async (name) => {
    const route = all.find((each) => each.name === name);
    if (!route) throw new Error(name);
    const { token } = await world.started.as('coordinator', 'C02');
    const before = await recordDigest(world.started);
    expect(await call(route, token, {})).toMatchObject({ status: 404, code: 'not-found' });
    expect(await recordDigest(world.started)).toBe(before);
  });

  it.each(['home', 'listCases', 'listQueries', 'listTokens'].map((name) => [name]))('%s shows another centre nothing of this one', async (name) => {
    const route = all.find((each) => each.name === name);
    if (!route) throw new Error(name);
    for (const role of CENTRE_ROLES.filter((each) => allowed(each, route))) {
      const { token } = await world.started.as(role, 'C02');
      const { status, text } = await call(route, token, {});
      expect(status).toBe(200);
      expect(text).not.toContain('C01-');
    }
  });

  it('reaches the same things with the right centre, so that "not there" above means the centre and nothing else', async () => {
    for (const [, role, route] of reachable) {
      const { token } = await world.started.as(role, 'C01');
      const { status, code } = await call(route, token, world.ids);
      expect([addressOf(route), role, status, code]).not.toEqual([addressOf(route), role, 404, 'not-found']);
    }
  });
});
