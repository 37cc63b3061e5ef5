import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once; the database keeps its digest only. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenHash: string;
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 32 random bytes. */
export function issueToken(): IssuedToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}
