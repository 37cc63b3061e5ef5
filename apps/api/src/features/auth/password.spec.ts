import { lockSeconds } from './lockout.ts';
import { hashPassword, verifyPassword } from './password.ts';

describe('passwords', () => {
  it('are stored with parameters and a salt of their own, and verified', async () => {
    const [one, two] = await Promise.all([hashPassword('肝脏 correct horse'), hashPassword('肝脏 correct horse')]);
    expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('肝脏 correct horse', one)).toBe(true);
    expect(await verifyPassword('肝脏 correct horsf', one)).toBe(false);
  });

  it('are refused for an account that does not exist, whatever is typed', async () => expect(await verifyPassword('', null)).toBe(false));
});

describe('the lock after wrong passwords', () => {
  it.each([[1, 0], [4, 0], [5, 30], [6, 60], [7, 120], [11, 1920], [12, 3600], [500, 3600]])('%i in a row: %i seconds', (attempts, seconds) => expect(lockSeconds(attempts)).toBe(seconds));
});
