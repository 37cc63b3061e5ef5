import { getToken } from 'next-auth/jwt';
import type { NextRequest } from 'next/server';
import { apiAddress } from './api-address.ts';
import { visitorAddress } from './visitor-address.ts';

/** Headers of the browser's request that mean something to the API; cookies stay here. */
const PASSED_ON = ['accept', 'content-type', 'content-length', 'if-match', 'if-none-match', 'idempotency-key', 'range', 'x-request-id'];
/** Headers of the API's answer that the browser gets. */
const PASSED_BACK = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'content-disposition', 'etag', 'cache-control', 'last-modified', 'location', 'retry-after', 'x-request-id'];

const problemAnswer = (status: number, code: string, detail: string): Response =>
  Response.json({ type: 'about:blank', title: code, status, code, detail }, { status, headers: { 'content-type': 'application/problem+json' } });

const pick = (from: Headers, names: readonly string[]): Headers => {
  const picked = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
};

/** Another site's page must not act with this browser's cookie; SameSite says so already, this says so twice. */
const fromElsewhere = (request: NextRequest): boolean => {
  const site = request.headers.get('sec-fetch-site');
  return request.method !== 'GET' && site !== null && site !== 'same-origin' && site !== 'none';
};

/** The token that a program brings itself; a page of another site can set no such header. */
const ownToken = (request: NextRequest): string | null => {
  const given = request.headers.get('authorization');
  return given !== null && /^Bearer \S+$/.test(given) ? given : null;
};

/** Sends a `/v1/*` call on to the API with the token of the browser's session, or the one that a program brings; bodies stream both ways. */
export async function forward(request: NextRequest): Promise<Response> {
  if (fromElsewhere(request)) return problemAnswer(403, 'cross-site', 'A page of another site may not act for you.');
  const token = await getToken({ req: request });
  const sent = pick(request.headers, PASSED_ON);
  const bearer = ownToken(request) ?? (token?.apiToken ? `Bearer ${token.apiToken}` : null);
  if (bearer !== null) sent.set('authorization', bearer);
  const address = visitorAddress(request.headers.get('x-forwarded-for'));
  if (address !== null) sent.set('x-forwarded-for', address);
  const { pathname, search } = new URL(request.url);
  const options: RequestInit & { duplex: 'half' } = { method: request.method, headers: sent, body: request.body, redirect: 'manual', duplex: 'half', signal: request.signal };
  try {
    const answer = await fetch(`${apiAddress()}${pathname}${search}`, options);
    return new Response(answer.body, { status: answer.status, headers: pick(answer.headers, answer.headers.has('content-encoding') ? PASSED_BACK.filter((name) => name !== 'content-length') : PASSED_BACK) });
  } catch (error) {
    if (request.signal.aborted) return problemAnswer(499, 'call-stopped', 'The call was stopped before it was answered.');
    if (error instanceof TypeError) return problemAnswer(503, 'no-connection', 'The server cannot be reached just now. Nothing was stored; try again in a moment.');
    throw error;
  }
}
