import { tokenState } from './token-state.ts';

const expiresAt = '2026-11-23T10:00:00.000Z';
const end = Date.parse(expiresAt);

describe('how a token stands', () => {
  it.each([[false, end - 1, 'active'], [false, end, 'expired'], [false, end + 1, 'expired'], [true, end - 1, 'revoked'], [true, end + 1, 'revoked']] as const)('revoked %s at %i: %s', (revoked, now, state) => expect(tokenState({ revoked, expiresAt }, now)).toBe(state));
});
