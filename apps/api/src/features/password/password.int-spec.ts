import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { asOwner, problemOf } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { isPlain } from './change-password.use-case.ts';

const EMAIL = 'coordinator@demo.echocohort.example';
const NEXT = 'four quite other words';

jest.setTimeout(60_000);

describe('changing the own password', () => {
  let started: StartedApi;
  let own: Caller;
  let elsewhere: Caller;
  const signIn = async (password: string): Promise<Caller> => {
    const nobody = { baseUrl: started.api.url, send: fetch };
    return { ...nobody, token: (await callRoute(nobody, routes.signIn, { body: { email: EMAIL, password } })).token };
  };
  const change = (caller: Caller, password: string, next: string) => callRoute(caller, routes.changePassword, { body: { password, next } });
  const events = () => asOwner(started, "SELECT payload FROM audit_event WHERE type = 'person.password-changed'");

  beforeAll(async () => {
    started = await startedApi();
    [own, elsewhere] = [await signIn(started.password), await signIn(started.password)];
  }, 60_000);
  afterAll(() => started.close());

  it.each([
    ['a wrong present one', () => 'not my password', NEXT, 'password-wrong'],
    ['one that is too short', () => started.password, 'short', 'invalid'],
    ['the same again', () => started.password, 'correct horse battery', 'password-unchanged'],
    ['the own address', () => started.password, `${EMAIL} 1`, 'password-too-plain'],
    ['one sign over and over', () => started.password, 'aaaaaaaaaaaaaa', 'password-too-plain'],
  ])('is refused with %s, and nothing changes', async (_, present, next, code) => {
    expect((await problemOf(change(own, present(), next))).code).toBe(code);
    expect([(await callRoute(elsewhere, routes.me)).person.email, await events()]).toEqual([EMAIL, []]);
  });

  it('is not for a token', async () => {
    const { token } = await callRoute(own, routes.createToken, { body: { centre: 'C01', days: 1 } });
    expect((await problemOf(change({ ...own, token }, started.password, NEXT))).code).toBe('password-by-person');
  });

  it('ends every other session, keeps this one and the tokens, and is on record without a word of it', async () => {
    const { token } = await callRoute(own, routes.createToken, { body: { centre: 'C01', days: 1 } });
    expect(await change(own, started.password, NEXT)).toEqual({ sessionsEnded: 1 });
    expect((await problemOf(callRoute(elsewhere, routes.me))).code).toBe('signed-out');
    expect((await callRoute(own, routes.me)).person.email).toBe(EMAIL);
    expect((await callRoute({ ...own, token }, routes.me)).person.email).toBe(EMAIL);
    expect((await problemOf(signIn(started.password))).code).toBe('wrong-password');
    await expect(signIn(NEXT)).resolves.toHaveProperty('token');
    const rows = await events();
    expect(rows).toMatchObject([{ payload: { sessionsEnded: 1 } }]);
    expect(JSON.stringify(rows) + started.logLines.join('')).not.toMatch(/quite other|correct horse/);
  });

  it('counts wrong present ones towards the lock of the account', async () => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < 7; attempt++) codes.push((await problemOf(change(own, `wrong ${attempt}`, NEXT))).code);
    expect(codes.at(0)).toBe('password-wrong');
    expect(codes.at(-1)).toBe('locked-out');
  });
});

describe('a password that is too plain', () => {
  it.each([
    ['anna.li@site.example', 'anna.li@site.example!', true], ['anna.li@site.example', 'anna.li 2026 xy', true], ['al@site.example', 'alpine meadows 9', false],
    ['anna.li@site.example', 'abababababab', true], ['anna.li@site.example', '北京的秋天有四种颜色和风', false],
  ])('%s, %s: %s', (email, password, plain) => expect(isPlain(password, email)).toBe(plain));
});
