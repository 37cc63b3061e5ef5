import { callRoute, routes } from '@echocohort/contracts';
import type { Caller } from '@echocohort/contracts';

/** Somebody who is signed in, calling the API as a browser or a machine would. */
export interface Actor extends Caller {
  readonly email: string;
}

/** Signs in by password over HTTP. */
export async function signIn(baseUrl: string, email: string, password: string): Promise<Actor> {
  const { token } = await callRoute({ baseUrl, send: fetch }, routes.signIn, { body: { email, password } });
  return { baseUrl, token, send: fetch, email };
}
