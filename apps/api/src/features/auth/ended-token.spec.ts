import { endedTokenRefusal } from './ended-token.ts';

const now = new Date('2026-11-23T12:00:00Z');
const earlier = new Date('2026-11-20T08:30:00Z');
const later = new Date('2026-12-01T00:00:00Z');
const token = { snapshotId: 'aaaa', root: `${'0123456789ab'}${'f'.repeat(52)}`, expiresAt: later, revokedAt: null, withdrawReason: null };

describe('the holder of a token that reads no more is told', () => {
  it.each([
    ['that the release was taken back, with the reason', { revokedAt: earlier, withdrawReason: 'consent ended' }, 'token-release-withdrawn', /snapshot 0123456789ab .*taken back on 2026-11-20 08:30 UTC\. Reason: consent ended\. .*ask the statistician/],
    ['the same when its own time ran out as well', { expiresAt: earlier, revokedAt: now, withdrawReason: 'consent ended' }, 'token-release-withdrawn', /taken back on 2026-11-23/],
    ['that it was revoked by itself', { revokedAt: earlier }, 'token-revoked', /revoked on 2026-11-20 08:30 UTC\. Make a new one/],
    ['that its time ran out', { expiresAt: earlier }, 'token-expired', /expired on 2026-11-20 08:30 UTC\. Make a new one/],
    ['that its time ran out, when it was revoked only after that', { expiresAt: earlier, revokedAt: now }, 'token-expired', /expired on 2026-11-20/],
  ])('%s', (_what, change, code, detail) => {
    const refusal = endedTokenRefusal({ ...token, ...change }, now);
    expect(refusal?.code).toBe(code);
    expect(refusal?.detail).toMatch(detail);
    expect(refusal?.facts).toMatchObject({ snapshot: 'aaaa', root: token.root });
  });

  it('nothing while it is alive', () => {
    expect(endedTokenRefusal(token, now)).toBeNull();
  });
});
