import { callRoute, peopleRoutes, ProblemError, type Me } from '@echocohort/contracts';
import { getToken } from 'next-auth/jwt';
import { headers } from 'next/headers';
import { NextRequest } from 'next/server';
import { apiAddress } from './api-address.ts';

/** The API token of the browser that asked for the page, or null when nobody is signed in. */
async function apiToken(): Promise<string | null> {
  const request = new NextRequest('http://portal.invalid/', { headers: new Headers([...(await headers())]) });
  const token = await getToken({ req: request });
  return token?.apiToken ?? null;
}

export type Visitor = { readonly kind: 'signed-in'; readonly me: Me } | { readonly kind: 'signed-out' } | { readonly kind: 'no-server' };

/** Who asks for this page, as the API says; a revoked session is nobody. */
export async function visitor(): Promise<Visitor> {
  const token = await apiToken();
  if (!token) return { kind: 'signed-out' };
  try {
    return { kind: 'signed-in', me: await callRoute({ baseUrl: apiAddress(), token, send: fetch }, peopleRoutes.me) };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return { kind: 'signed-out' };
    if (error instanceof ProblemError || error instanceof TypeError) return { kind: 'no-server' };
    throw error;
  }
}
