/** How a token stands at a moment: taken back, past its time, or good. */
export function tokenState(token: { readonly revoked: boolean; readonly expiresAt: string }, now: number): 'revoked' | 'expired' | 'active' {
  if (token.revoked) return 'revoked';
  return Date.parse(token.expiresAt) <= now ? 'expired' : 'active';
}
